using SupportAgent.Domain.Approvals;

namespace SupportAgent.Domain.Conversations;

/// <summary>What changed in a conversation after a revision; after 0, all of it.</summary>
/// <param name="Conversation">As it is now.</param>
/// <param name="Messages">New messages, in order.</param>
/// <param name="Turns">Turns that are new or changed.</param>
/// <param name="ToolCalls">Tool calls that are new or changed.</param>
/// <param name="Drafts">Drafts that are new or changed, with their decisions.</param>
/// <param name="Rounds">Askings of the model that are over.</param>
public sealed record TranscriptChanges(
    Conversation Conversation, IReadOnlyList<Message> Messages, IReadOnlyList<Turn> Turns, IReadOnlyList<ToolCall> ToolCalls, IReadOnlyList<Draft> Drafts, IReadOnlyList<Round> Rounds);
