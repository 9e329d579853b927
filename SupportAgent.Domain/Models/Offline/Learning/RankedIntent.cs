namespace SupportAgent.Domain.Models.Offline.Learning;

/// <summary>An intent that an utterance may have.</summary>
/// <param name="Intent">Its name in the training data, such as <c>track_order</c>.</param>
/// <param name="Probability">How likely it is; those of all intents add up to 1.</param>
public sealed record RankedIntent(string Intent, double Probability);
