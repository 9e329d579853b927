namespace SupportAgent.Domain.Models.Offline.Understanding;

/// <summary>One hint at an intent: when the phrase occurs, the intent has at least this weight.</summary>
internal sealed record IntentPattern(Intent Intent, double Weight, Phrase Phrase);
