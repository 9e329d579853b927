using System.Text.RegularExpressions;

namespace SupportAgent.Domain.Models.Offline.Understanding;

/// <summary>What is said about the items of an order: which ones, and what is wanted in their place. Read against the order once it is known.</summary>
/// <param name="Items">The words that name the items.</param>
/// <param name="Variant">The words that say what comes in their place; empty when nothing does.</param>
/// <param name="Method">The words that may name a payment method.</param>
internal sealed record Wish(string Items, string Variant, string Method)
{
    private static readonly Regex Swap = new(
        @"\b(?:change|changing|swap|swapping|exchange|exchanging|replace|replacing|switch|switching|modify|turn)\b(?<items>.*?)\s(?:for|to|into|with|by|against)\s(?<variant>.+)$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.Singleline);

    private static readonly Regex Short = new(@"^(?<items>.+?)\s(?:for|to|into)\s(?<variant>.+)$", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.Singleline);

    /// <summary>Which of the items that were shown is meant: "the second one".</summary>
    public Ordinal? ItemPlace { get; init; }

    /// <summary>Which of the variants that were shown is meant.</summary>
    public Ordinal? VariantPlace { get; init; }

    /// <summary>What a clause says.</summary>
    public static Wish In(string text) => Swap.Match(text) is { Success: true } swap
        ? new(swap.Groups["items"].Value, swap.Groups["variant"].Value, text)
        : new(text, "", text);

    /// <summary>With the answer to the question which item is meant.</summary>
    public Wish WithItem(string answer)
    {
        if (Ordinal.Among(Words.Of(answer)) is { } place) return this with { ItemPlace = place };
        return Variant.Length == 0 && Short.Match(answer) is { Success: true } both
            ? this with { Items = $"{Items} {both.Groups["items"].Value}", Variant = both.Groups["variant"].Value }
            : this with { Items = $"{Items} {answer}" };
    }

    /// <summary>With the answer to the question which variant is wanted.</summary>
    public Wish WithVariant(string answer) => Ordinal.Among(Words.Of(answer)) is { } place ? this with { VariantPlace = place } : this with { Variant = $"{Variant} {answer}" };
}
