using SupportAgent.Domain.Models.Offline.Memory;
using SupportAgent.Domain.Models.Offline.Understanding;

namespace SupportAgent.Domain.Models.Offline.Planning;

/// <summary>The variant that somebody wants in place of an item, or those that can be had.</summary>
/// <param name="Picked">What is wanted; null where it is not clear, or not to be had.</param>
/// <param name="Offered">What can be had instead, best fit first.</param>
/// <param name="IsSoldOut">Whether it is clear what is wanted, but not available.</param>
internal sealed record VariantChoice(KnownItem? Picked, IReadOnlyList<KnownItem> Offered, bool IsSoldOut)
{
    private static readonly HashSet<string> Denials = new(["no", "not", "non", "without", "isnt"], StringComparer.Ordinal);

    /// <summary>Finds what is wanted: what was named has to fit, and all else stays as it is.</summary>
    /// <param name="variants">The variants of the product.</param>
    /// <param name="item">The item that they would replace.</param>
    /// <param name="wish">What was said.</param>
    public static VariantChoice Among(IReadOnlyList<KnownItem> variants, KnownItem item, Wish wish)
    {
        var others = variants.Where(x => x.Id != item.Id).ToList();
        // "another size of the perfume, the 100ml one": all that is said, but for what tells which item it is
        var wanted = wish.Variant.Length > 0
            ? WantedIn(ItemWords.Of(wish.Variant), others)
            : [.. WantedIn(ItemWords.Of(wish.Items), variants).Where(x => !x.Values.Contains(item.Option(x.Name)))];
        var fits = others.Where(x => wanted.All(option => option.Values.Contains(x.Option(option.Name)))).ToList();
        var same = wanted.Count == 0 ? [] : fits.Where(x => x.Options.All(option => wanted.Exists(y => y.Name == option.Name) || option.Value == item.Option(option.Name))).ToList();
        if (same is [{ IsAvailable: true } exact]) return new(exact, [], IsSoldOut: false);
        var offered = fits.Where(x => x.IsAvailable).ToList();
        if (offered.Count == 0) offered = [.. others.Where(x => x.IsAvailable)];
        var picked = wish.VariantPlace is { } place ? ItemChoice.At(offered, place) : null;
        return new(picked, offered, IsSoldOut: picked is null && (same.Count > 0 || (fits.Count > 0 && fits.TrueForAll(x => !x.IsAvailable))));
    }

    private static List<(string Name, IReadOnlyList<string?> Values)> WantedIn(IReadOnlyList<string> words, IReadOnlyList<KnownItem> variants)
    {
        var wanted = new List<(string, IReadOnlyList<string?>)>();
        foreach (var option in variants.SelectMany(x => x.Options).GroupBy(x => x.Name, x => x.Value, StringComparer.Ordinal))
        {
            var named = option.Distinct(StringComparer.Ordinal).Where(x => IsNamed(option.Key, x, words)).ToList();
            if (named.Count == 0) continue;
            // "stainless steel" names no other steel
            var longest = named.Max(x => ItemWords.Of(x).Count);
            wanted.Add((option.Key, [.. named.Where(x => ItemWords.Of(x).Count == longest)]));
        }

        return wanted;
    }

    // "the waterproof one" names the option and not its value, which is yes
    private static bool IsNamed(string option, string value, IReadOnlyList<string> words)
    {
        if (value is not ("yes" or "no" or "none")) return ItemWords.IndexIn(words, ItemWords.Of(value)) >= 0;
        var at = ItemWords.IndexIn(words, ItemWords.Of(option));
        return at >= 0 && (value == "yes") != words.Take(at).TakeLast(2).Any(Denials.Contains);
    }
}
