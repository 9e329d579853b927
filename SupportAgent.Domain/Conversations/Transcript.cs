using SupportAgent.Domain.Approvals;

namespace SupportAgent.Domain.Conversations;

/// <summary>A conversation as a reader holds it, kept up to date by the changes that it asks for. For one reader; not thread-safe.</summary>
public sealed class Transcript
{
    private readonly SortedDictionary<Guid, TranscriptTurn> _turns = [];
    private readonly SortedDictionary<Guid, ToolCall> _calls = [];
    private readonly Dictionary<Guid, Draft> _drafts = [];

    /// <summary>The conversation; null before the first changes.</summary>
    public Conversation? Conversation { get; private set; }

    /// <summary>What to ask for next: everything after this.</summary>
    public long Revision => Conversation?.Revision ?? 0;

    /// <summary>The turns that count, in order. One that changed is another object, so that a page can tell which to draw anew.</summary>
    public IReadOnlyCollection<TranscriptTurn> Turns { get; private set; } = [];

    /// <summary>A turn by its id, also one that was left when a message was edited; null when there is none.</summary>
    public TranscriptTurn? Find(Guid turnId) => _turns.GetValueOrDefault(turnId);

    /// <summary>The versions of the message that a turn begins with, oldest first, up to and including this turn. One where it was never edited.</summary>
    public IReadOnlyList<TranscriptTurn> VersionsOf(TranscriptTurn turn)
    {
        var versions = new List<TranscriptTurn> { turn };
        while (versions[0].Turn.ReplacesId is { } earlier && _turns.TryGetValue(earlier, out var before)) versions.Insert(0, before);
        return versions;
    }

    /// <summary>What followed a version of a message until that was edited: the turns that were left together with it, from its own on.</summary>
    public IReadOnlyList<TranscriptTurn> BranchOf(TranscriptTurn version) =>
        version.Turn.ReplacedById is { } by ? [.. _turns.Values.Where(x => x.Turn.ReplacedById == by && x.Turn.Id.CompareTo(version.Turn.Id) >= 0)] : [version];

    /// <summary>All tool calls, oldest first, also those of people.</summary>
    public IReadOnlyCollection<ToolCall> ToolCalls => _calls.Values;

    /// <summary>The turn that runs now, or waits.</summary>
    public Turn? Working => _turns.Values.Select(x => x.Turn).FirstOrDefault(x => x.State is TurnState.Running or TurnState.Queued);

    /// <summary>Everything that was prepared.</summary>
    public IReadOnlyCollection<Draft> Drafts => _drafts.Values;

    /// <summary>Takes in what changed. The same change twice does no harm.</summary>
    public void Apply(TranscriptChanges changes)
    {
        Conversation = changes.Conversation;
        foreach (var turn in changes.Turns) _turns[turn.Id] = _turns.TryGetValue(turn.Id, out var known) ? known with { Turn = turn } : new(turn, [], [], [], []);
        foreach (var message in changes.Messages) Change(message.TurnId, turn => turn.Messages.Any(x => x.Id == message.Id) ? turn : turn with { Messages = [.. turn.Messages, message] });
        foreach (var call in changes.ToolCalls)
        {
            _calls[call.Id] = call;
            if (call.TurnId is { } turnId) Change(turnId, turn => turn with { ToolCalls = [.. turn.ToolCalls.Where(x => x.Id != call.Id).Append(call).OrderBy(x => x.Round).ThenBy(x => x.Position)] });
        }

        foreach (var round in changes.Rounds) Change(round.TurnId, turn => turn.Rounds.Any(x => x.Id == round.Id) ? turn : turn with { Rounds = [.. turn.Rounds, round] });
        foreach (var draft in changes.Drafts)
        {
            _drafts[draft.Id] = draft;
            if (_calls.GetValueOrDefault(draft.ToolCallId)?.TurnId is { } turnId) Change(turnId, turn => turn with { Drafts = [.. turn.Drafts.Where(x => x.Id != draft.Id).Append(draft).OrderBy(x => x.Id)] });
        }

        Turns = [.. _turns.Values.Where(x => x.Turn.ReplacedById is null)];
    }

    private void Change(Guid turnId, Func<TranscriptTurn, TranscriptTurn> change)
    {
        if (_turns.TryGetValue(turnId, out var turn)) _turns[turnId] = change(turn);
    }
}

/// <summary>One turn with all that belongs to it.</summary>
/// <param name="Turn">The turn.</param>
/// <param name="Messages">What was said, in order.</param>
/// <param name="ToolCalls">What the model asked for, in order.</param>
/// <param name="Drafts">What was prepared.</param>
/// <param name="Rounds">The askings of the model, in order.</param>
public sealed record TranscriptTurn(Turn Turn, IReadOnlyList<Message> Messages, IReadOnlyList<ToolCall> ToolCalls, IReadOnlyList<Draft> Drafts, IReadOnlyList<Round> Rounds)
{
    /// <summary>What the person wrote; null in a turn that tells the outcome of a draft.</summary>
    public Message? Question => Messages.FirstOrDefault(x => x.Speaker == Speaker.Person);

    /// <summary>What the agent said, round by round.</summary>
    public IEnumerable<Message> Answers => Messages.Where(x => x.Speaker == Speaker.Agent);
}
