namespace SupportAgent.Domain.Models.Offline.Understanding;

/// <summary>A place in a list that was shown: "the second one", "the latest order".</summary>
/// <param name="Index">Counted from 0; -1 is the last of the list.</param>
/// <param name="Latest">The newest is meant, wherever it stands.</param>
internal sealed record Ordinal(int Index, bool Latest)
{
    private const int MostWords = 4;

    private static readonly IReadOnlyList<(Phrase Phrase, Ordinal Ordinal)> Phrases =
    [
        (new("first one|order|customer"), new(0, false)),
        (new("second one|order|customer"), new(1, false)),
        (new("third one|order|customer"), new(2, false)),
        (new("fourth one|order|customer"), new(3, false)),
        (new("fifth one|order|customer"), new(4, false)),
        (new("last one"), new(-1, false)),
        (new("latest|newest|recent|last one|order"), new(0, true)),
    ];

    private static readonly Phrase[] Places = [new("first"), new("second"), new("third"), new("fourth"), new("fifth")];

    /// <summary>The place that a few words name where somebody was asked to choose: "the second".</summary>
    public static Ordinal? Among(IReadOnlyList<string> words) =>
        In(words) ?? (words.Count <= MostWords && Array.FindIndex(Places, x => x.IndexIn(words) >= 0) is >= 0 and var place ? new(place, false) : null);

    public static Ordinal? In(IReadOnlyList<string> words) =>
        Phrases.FirstOrDefault(entry => entry.Phrase.IndexIn(words) >= 0).Ordinal;
}
