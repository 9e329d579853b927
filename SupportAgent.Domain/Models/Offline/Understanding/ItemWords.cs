using System.Text.RegularExpressions;

namespace SupportAgent.Domain.Models.Offline.Understanding;

/// <summary>The words and numbers of a text about things of the shop: "the 34 inch one" has 34 and inch. Ids do not count.</summary>
internal static class ItemWords
{
    private static readonly Regex Token = new(@"\d+(?:\.\d+)?|\p{L}[\p{L}\p{M}'’]*", RegexOptions.NonBacktracking);

    /// <summary>The words in lower case, and the numbers.</summary>
    public static IReadOnlyList<string> Of(string text) => [.. Token.Matches(Identifiers.Without(text)).Select(x => Plain(x.Value))];

    /// <summary>Where words stand in others, one directly after the other; -1 where they do not.</summary>
    public static int IndexIn(IReadOnlyList<string> words, IReadOnlyList<string> sought)
    {
        for (var start = 0; sought.Count > 0 && start + sought.Count <= words.Count; start++)
            if (sought.Select((x, i) => AreSame(x, words[start + i])).All(x => x)) return start;
        return -1;
    }

    /// <summary>Whether two words are the same, be it one or many: "boot" and "boots".</summary>
    public static bool AreSame(string one, string other) => one == other || one == other + "s" || other == one + "s";

    private static string Plain(string word) => word.Replace("'", "", StringComparison.Ordinal).Replace("’", "", StringComparison.Ordinal).ToLowerInvariant() is var plain && plain == "gray" ? "grey" : plain;
}
