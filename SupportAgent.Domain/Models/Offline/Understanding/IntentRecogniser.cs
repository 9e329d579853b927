namespace SupportAgent.Domain.Models.Offline.Understanding;

/// <summary>
/// Tells what a clause asks for. It sees one clause and nothing else, so that a classifier learnt from examples can take
/// its place: everything that needs ids or the conversation is decided after it.
/// </summary>
internal sealed class IntentRecogniser
{
    private readonly Vocabulary _vocabulary = new(IntentPatterns.All.SelectMany(pattern => pattern.Phrase.Vocabulary));

    /// <summary>The intents that the clause hints at, surest first; empty when there are none.</summary>
    public IReadOnlyList<ScoredIntent> Recognise(string clause)
    {
        var words = _vocabulary.Correct(Words.Of(clause));
        return IntentPatterns.All
            .Where(pattern => pattern.Phrase.IndexIn(words) >= 0)
            .GroupBy(pattern => pattern.Intent, (intent, hints) => new ScoredIntent(intent, hints.Max(hint => hint.Weight)))
            .OrderByDescending(scored => scored.Score)
            .ToList();
    }
}
