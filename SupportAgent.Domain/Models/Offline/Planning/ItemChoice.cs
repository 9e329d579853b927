using System.Text.RegularExpressions;
using SupportAgent.Domain.Models.Offline.Memory;
using SupportAgent.Domain.Models.Offline.Understanding;

namespace SupportAgent.Domain.Models.Offline.Planning;

/// <summary>The items of an order that somebody means, or those among which has to be asked.</summary>
/// <param name="Picked">What is meant; empty where it is not clear.</param>
/// <param name="Unclear">What may be meant.</param>
internal sealed record ItemChoice(IReadOnlyList<KnownItem> Picked, IReadOnlyList<KnownItem> Unclear)
{
    private static readonly Regex Parts = new(@"[,;&+]|\b(?:and|plus|also)\b", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase);
    private static readonly Phrase All = new("all|everything|both|whole|entire|complete");
    private static readonly Phrase Both = new("both|all");

    /// <summary>Finds what is meant.</summary>
    /// <param name="items">The items of the order.</param>
    /// <param name="wish">What was said.</param>
    public static ItemChoice Among(IReadOnlyList<KnownItem> items, Wish wish)
    {
        var vocabulary = new Vocabulary(items.SelectMany(x => ItemWords.Of(x.Name)));
        var said = vocabulary.Correct(ItemWords.Of(wish.Items));
        var picked = new List<KnownItem>();
        foreach (var part in Parts.Split(wish.Items))
        {
            var words = vocabulary.Correct(ItemWords.Of(part));
            var fits = Best(items, x => NamedIn(words, ItemWords.Of(x.Name)));
            if (fits.Count > 1 && Both.IndexIn(words) < 0) fits = Narrowed(Narrowed(fits, words), said);
            if (fits.Count > 1 && Both.IndexIn(words) < 0 && wish.ItemPlace is { } place) fits = At(fits, place) is { } one ? [one] : fits;
            if (fits.Count > 1 && Both.IndexIn(words) < 0 && fits.DistinctBy(x => x.Id).Skip(1).Any()) return new([], fits);
            picked.AddRange(Both.IndexIn(words) < 0 ? fits.Take(1) : fits);
        }

        if (picked.Count > 0) return new([.. picked.Distinct()], []);
        if (items.Count == 1 || All.IndexIn(said) >= 0) return new(items, []);
        return wish.ItemPlace is { } chosen && At(items, chosen) is { } only ? new([only], []) : new([], items);
    }

    /// <summary>The one at a place of a list that was shown, or null.</summary>
    public static KnownItem? At(IReadOnlyList<KnownItem> shown, Ordinal place) => shown.ElementAtOrDefault(place.Latest ? shown.Count - 1 : place.Index < 0 ? shown.Count + place.Index : place.Index);

    // "smartwatch" is a smart watch
    private static int NamedIn(IReadOnlyList<string> words, IReadOnlyList<string> name) =>
        words.Any(word => ItemWords.AreSame(word, string.Concat(name))) ? name.Count : name.Count(part => words.Any(word => ItemWords.AreSame(word, part)));

    private static List<KnownItem> Best(IReadOnlyList<KnownItem> items, Func<KnownItem, int> score)
    {
        var most = items.Select(score).DefaultIfEmpty().Max();
        return most == 0 ? [] : [.. items.Where(x => score(x) == most)];
    }

    private static List<KnownItem> Narrowed(List<KnownItem> fits, IReadOnlyList<string> words) => Best(fits, x => x.OptionsIn(words)) is { Count: > 0 } best ? best : fits;
}
