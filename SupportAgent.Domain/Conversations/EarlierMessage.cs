namespace SupportAgent.Domain.Conversations;

/// <summary>A message of a conversation that was held elsewhere.</summary>
/// <param name="Speaker">Who spoke.</param>
/// <param name="Text">What was said. Untrusted.</param>
public sealed record EarlierMessage(Speaker Speaker, string Text);
