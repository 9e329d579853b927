using System.Text.RegularExpressions;

namespace SupportAgent.Domain.Models.Offline.Understanding;

/// <summary>The name of a customer as somebody wrote it.</summary>
/// <param name="First">The first name, or the only one.</param>
/// <param name="Last">The last name, if one was written.</param>
internal sealed record PersonName(string First, string? Last)
{
    private static readonly Regex WordPattern = new(@"\p{L}[\p{L}\p{M}'’-]*", RegexOptions.NonBacktracking);

    private static readonly Vocabulary KnownWords = new(IntentPatterns.All.SelectMany(pattern => pattern.Phrase.Vocabulary));

    private static readonly HashSet<string> Cues =
        ["customer", "client", "named", "called", "find", "up", "search", "lookup", "name", "is", "for", "of", "by", "from", "mr", "mrs", "ms", "did", "has", "about", "buyer"];

    private static readonly HashSet<string> Buying = new(["ordered", "bought", "purchased"], StringComparer.Ordinal);

    /// <summary>Cues after which two words in lower case are surely a name and not something else.</summary>
    private static readonly HashSet<string> SureCues = ["customer", "client", "named", "called", "find", "lookup", "up", "name", "of", "by", "from", "for", "did", "mr", "mrs", "ms"];

    public override string ToString() => Last is null ? First : $"{First} {Last}";

    /// <summary>Finds a name: capitalised words, or words after "customer", "find" and the like, or before "'s".</summary>
    /// <param name="text">A clause.</param>
    /// <param name="expected">Whether a name was just asked for, so that bare words count.</param>
    public static PersonName? In(string text, bool expected = false)
    {
        var words = WordPattern.Matches(Identifiers.Without(text)).Select(match => match.Value).ToList();
        for (var start = 0; start < words.Count; start++)
        {
            var length = words.Skip(start).TakeWhile(IsNameLike).Count();
            if (length > 0 && Counts(words, start, ref length, expected))
                return Of(words.GetRange(start, length));
            start += length;
        }

        return null;
    }

    private static bool Counts(List<string> words, int start, ref int length, bool expected)
    {
        var capitalised = words.Skip(start).Take(length).TakeWhile(word => char.IsUpper(word[0])).Count();
        var cue = start > 0 ? words[start - 1].ToLowerInvariant() : "";
        if (capitalised > 0)
            length = capitalised;
        length = Math.Min(length, PossessiveLength(words, start, length));
        if (length > 3)
            return false;
        if (expected || IsPossessive(words[start + length - 1]))
            return true;
        // "what has evelyn brown ordered"
        if (length > 1 && start + length < words.Count && Buying.Contains(words[start + length].ToLowerInvariant()))
            return true;
        return capitalised > 1 || (capitalised == 1 && Cues.Contains(cue)) || (length > 1 && SureCues.Contains(cue));
    }

    /// <summary>"Noah Brown's blue bottle": the name ends with the owner.</summary>
    private static int PossessiveLength(List<string> words, int start, int length)
    {
        var owner = words.FindIndex(start, length, IsPossessive);
        return owner < 0 ? length : owner - start + 1;
    }

    private static bool IsPossessive(string word) => word.EndsWith("'s", StringComparison.Ordinal) || word.EndsWith("’s", StringComparison.Ordinal);

    private static bool IsNameLike(string word)
    {
        var plain = Bare(word).ToLowerInvariant();
        return plain.Length > 1 && !KnownWords.Knows(plain) && !OrdinaryWords.Contains(plain) &&
            !OrdinaryWords.Contains(plain.Replace("'", "", StringComparison.Ordinal)) && (word.Any(char.IsLower) || word.Length < 4);
    }

    private static string Bare(string word) => IsPossessive(word) ? word[..^2] : word;

    private static PersonName Of(List<string> words)
    {
        var parts = words.ConvertAll(word => Capitalise(Bare(word)));
        return new(parts[0], parts.Count > 1 ? string.Join(' ', parts.Skip(1)) : null);
    }

    private static string Capitalise(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
