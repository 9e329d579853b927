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
    Conversation Conversation, IReadOnlyList<Message> Messages, IReadOnlyList<Turn> Turns, IReadOnlyList<ToolCall> ToolCalls, IReadOnlyList<Draft> Drafts, IReadOnlyList<Round> Rounds)
{
    /// <summary>The ids of the turns that were left when a message was edited.</summary>
    public IReadOnlySet<Guid> LeftTurns() => Turns.Where(x => x.ReplacedById is not null).Select(x => x.Id).ToHashSet();

    /// <summary>
    /// The same without what was left when a message was edited. Of that, drafts that were approved stay: what was done is done, whatever the messages say now.
    /// </summary>
    public TranscriptChanges CurrentBranch()
    {
        var left = LeftTurns();
        if (left.Count == 0) return this;
        var calls = ToolCalls.Where(x => x.TurnId is { } id && left.Contains(id)).Select(x => x.Id).ToHashSet();
        return this with
        {
            Turns = [.. Turns.Where(x => !left.Contains(x.Id))],
            Messages = [.. Messages.Where(x => !left.Contains(x.TurnId))],
            ToolCalls = [.. ToolCalls.Where(x => !calls.Contains(x.Id))],
            Drafts = [.. Drafts.Where(x => !calls.Contains(x.ToolCallId) || x.State is DraftState.Approved or DraftState.Executing or DraftState.Executed)],
            Rounds = [.. Rounds.Where(x => !left.Contains(x.TurnId))],
        };
    }
}
