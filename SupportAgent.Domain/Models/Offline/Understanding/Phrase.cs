namespace SupportAgent.Domain.Models.Offline.Understanding;

/// <summary>
/// A few words in their order with at most two others between them: <c>"where is|are #order"</c>. A bar parts words that
/// mean the same; <c>...</c> allows more words between.
/// </summary>
internal sealed class Phrase
{
    private const int Near = 2;
    private const int Far = 12;

    private readonly List<Part> _parts;

    public Phrase(string text)
    {
        var parts = new List<Part>();
        var gap = Near;
        foreach (var element in text.Split(' '))
        {
            if (element != "...")
                parts.Add(new Part(element.Split('|'), gap));
            gap = element == "..." ? Far : Near;
        }

        _parts = parts;
    }

    /// <summary>Every word that the phrase knows.</summary>
    public IEnumerable<string> Vocabulary => _parts.SelectMany(part => part.Alternatives);

    /// <summary>Where the phrase begins in the words, or -1.</summary>
    public int IndexIn(IReadOnlyList<string> words)
    {
        for (var start = 0; start < words.Count; start++)
        {
            if (_parts[0].Alternatives.Contains(words[start]) && Follows(words, start, 1))
                return start;
        }

        return -1;
    }

    private bool Follows(IReadOnlyList<string> words, int previous, int next)
    {
        if (next == _parts.Count)
            return true;
        var last = Math.Min(words.Count - 1, previous + 1 + _parts[next].Gap);
        for (var at = previous + 1; at <= last; at++)
        {
            if (_parts[next].Alternatives.Contains(words[at]) && Follows(words, at, next + 1))
                return true;
        }

        return false;
    }

    private sealed record Part(string[] Alternatives, int Gap);
}
