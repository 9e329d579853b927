using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Conversations;

namespace SupportAgent.Domain.Agent;

/// <summary>Sums up turns that a model is not sent any more. It is made from what is stored, so that it costs nothing and invents nothing.</summary>
/// <param name="transcript">All of the conversation.</param>
public sealed class EarlierTurns(TranscriptChanges transcript)
{
    /// <summary>Under this name, as the result of a call, a model is told.</summary>
    public const string Name = "earlier_in_this_conversation";

    /// <summary>Most turns that are told one by one; of those before them only the number.</summary>
    public const int Most = 30;

    private const int Shortened = 160;

    /// <summary>What was asked, answered, looked up and prepared, as JSON.</summary>
    /// <param name="turns">The turns that are left out, oldest first.</param>
    public string SumUp(IEnumerable<Turn> turns)
    {
        var all = turns.ToList();
        var kept = all.TakeLast(Most).ToList();
        var ids = kept.Select(x => x.Id).ToHashSet();
        var messages = transcript.Messages.Where(x => ids.Contains(x.TurnId)).ToLookup(x => x.TurnId);
        var calls = transcript.ToolCalls.Where(x => x.TurnId is { } id && ids.Contains(id)).ToLookup(x => x.TurnId!.Value);
        var drafts = transcript.Drafts.ToDictionary(x => x.ToolCallId);
        var left = transcript.LeftTurns();
        var leftCalls = transcript.ToolCalls.Where(x => x.TurnId is { } id && left.Contains(id)).Select(x => x.Id).ToHashSet();
        var done = transcript.Drafts.Where(x => x.State == DraftState.Executed && leftCalls.Contains(x.ToolCallId)).Select(x => x.Summary).ToList();
        return Json.Write(new
        {
            note = "This part of the conversation was too long to be kept word for word.",
            turns_before_these = all.Count - kept.Count,
            done_before_a_message_was_edited = done.Count > 0 ? done : null,
            turns = kept.Select(turn => new
            {
                asked = ShortOf(messages[turn.Id], Speaker.Person),
                answered = ShortOf(messages[turn.Id], Speaker.Agent),
                called = calls[turn.Id].Select(x => $"{Text.Shorten(x.Name, 64)} {Text.Shorten(x.Arguments, Shortened)}: {x.Code ?? "done"}"),
                prepared = calls[turn.Id].Where(x => drafts.ContainsKey(x.Id)).Select(x => new { what = drafts[x.Id].Summary, state = drafts[x.Id].State }),
            }),
        });
    }

    private static string? ShortOf(IEnumerable<Message> messages, Speaker speaker) =>
        messages.LastOrDefault(x => x.Speaker == speaker) is { } message ? Text.Shorten(message.Text, Shortened) : null;
}
