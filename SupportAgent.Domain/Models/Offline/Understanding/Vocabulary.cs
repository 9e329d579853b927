namespace SupportAgent.Domain.Models.Offline.Understanding;

/// <summary>The words that patterns know. A longer word that misses one of them by a single slip is read as it.</summary>
internal sealed class Vocabulary(IEnumerable<string> words)
{
    /// <summary>Shorter words differ by one letter too often to guess: "there" and "where".</summary>
    private const int ShortestToCorrect = 5;

    private readonly HashSet<string> _words = [.. words];

    public bool Knows(string word) => _words.Contains(word);

    public IReadOnlyList<string> Correct(IReadOnlyList<string> words) => [.. words.Select(Correct)];

    private string Correct(string word)
    {
        if (_words.Contains(word) || word.Length < ShortestToCorrect - 1 || OrdinaryWords.Contains(word))
            return word;
        return _words.FirstOrDefault(known => known.Length >= ShortestToCorrect && known[0] == word[0] && IsOneSlip(word, known)) ?? word;
    }

    /// <summary>Whether one letter was left out, added or changed, or two neighbours swapped.</summary>
    private static bool IsOneSlip(string typed, string meant)
    {
        if (Math.Abs(typed.Length - meant.Length) > 1)
            return false;
        var start = 0;
        while (start < typed.Length && start < meant.Length && typed[start] == meant[start])
            start++;
        var rest = typed.AsSpan(start);
        var expected = meant.AsSpan(start);
        if (rest.Length != expected.Length)
            return rest.Length < expected.Length ? rest.SequenceEqual(expected[1..]) : rest[1..].SequenceEqual(expected);
        return rest.Length == 0 || rest[1..].SequenceEqual(expected[1..]) ||
            (rest.Length > 1 && rest[0] == expected[1] && rest[1] == expected[0] && rest[2..].SequenceEqual(expected[2..]));
    }
}
