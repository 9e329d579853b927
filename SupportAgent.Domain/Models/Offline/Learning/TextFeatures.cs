using System.Text.RegularExpressions;
using SupportAgent.Domain.Models.Offline.Understanding;

namespace SupportAgent.Domain.Models.Offline.Learning;

/// <summary>What a text is made of, as numbers: its words, its pairs of words, and its runs of three to five letters, which survive a slip of the keyboard.</summary>
internal static partial class TextFeatures
{
    /// <summary>How many there can be. Two that share a number do little harm.</summary>
    public const int Count = 1 << 17;

    private const int ShortestRun = 3;
    private const int LongestRun = 5;
    private const int LongestText = 600;
    private const uint Basis = 2166136261; // FNV-1a

    /// <summary>Its words and pairs of words, each as often as it occurs: what tells whether a text is of a kind that was seen before.</summary>
    public static IReadOnlyList<int> WordsOf(string text)
    {
        var words = Plain(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var found = new List<int>(2 * words.Length + 1);
        for (var i = 0; i <= words.Length; i++)
        {
            if (i < words.Length) found.Add(Hash('w', words[i]));
            found.Add(Hash('p', i == 0 ? "^" : words[i - 1], i == words.Length ? "$" : words[i]));
        }

        return found;
    }

    /// <summary>The features of a text, each once, in rising order.</summary>
    public static int[] Of(string text)
    {
        var plain = Plain(text);
        var found = new HashSet<int>();
        var words = plain.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < words.Length; i++)
        {
            found.Add(Hash('w', words[i]));
            found.Add(Hash('l', Letters(words[i])));
            found.Add(Hash('p', i == 0 ? "^" : words[i - 1], words[i]));
        }

        var line = $" {string.Join(' ', words)} ";
        for (var length = ShortestRun; length <= LongestRun; length++)
        {
            for (var at = 0; at + length <= line.Length; at++) found.Add(Hash('c', line.AsSpan(at, length)));
        }

        var features = found.ToArray();
        Array.Sort(features);
        return features;
    }

    // an order's number is the same whatever its digits, so that what is learnt from some holds for all
    private static string Plain(string text)
    {
        var masked = Identifiers.Mask(text.Length > LongestText ? text[..LongestText] : text).ToLowerInvariant();
        masked = masked.Replace("'", "", StringComparison.Ordinal).Replace("’", "", StringComparison.Ordinal);
        return Other().Replace(Digits().Replace(masked.Replace("#order", " 0 ", StringComparison.Ordinal), " 0 "), " ");
    }

    // "rtack" has the letters of "track"
    private static char[] Letters(string word)
    {
        var letters = word.ToCharArray();
        Array.Sort(letters);
        return letters;
    }

    private static int Hash(char kind, ReadOnlySpan<char> first, ReadOnlySpan<char> second = default)
    {
        var hash = (Basis ^ kind) * 16777619;
        foreach (var letter in first) hash = (hash ^ letter) * 16777619;
        hash = (hash ^ 1) * 16777619;
        foreach (var letter in second) hash = (hash ^ letter) * 16777619;
        return (int)((hash ^ (hash >> 15)) % Count);
    }

    [GeneratedRegex(@"\d+", RegexOptions.NonBacktracking)]
    private static partial Regex Digits();

    [GeneratedRegex(@"[^\p{L}\p{M}0#$?]+", RegexOptions.NonBacktracking)]
    private static partial Regex Other();
}
