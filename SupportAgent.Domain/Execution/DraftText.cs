using System.Text.Json;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Texts;

namespace SupportAgent.Domain.Execution;

/// <summary>What became of a draft: for people in their language, and for the model as the result of the tool that would have executed it.</summary>
public static class DraftText
{
    private const string EditedMessage = "edited_message";
    private const string EditedMark = $"\"why\":\"{EditedMessage}\"";

    /// <summary>One sentence for people.</summary>
    public static string WhatHappened(Draft draft) => WhatHappened(draft, draft.State);

    /// <summary>One sentence for people, of a draft in a state that is not written down yet.</summary>
    public static string WhatHappened(Draft draft, DraftState state)
    {
        var names = Wording.Joined(draft.Decisions.Select(x => x.PersonName));
        return state switch
        {
            DraftState.Pending when draft.Decisions.Count > 0 => DecisionTexts.HalfApproved.With(names),
            DraftState.Pending => DecisionTexts.Waits,
            DraftState.Approved => DecisionTexts.Approved.With(names),
            DraftState.Executing => DecisionTexts.Executing.With(names),
            DraftState.Executed => DecisionTexts.Executed.With(names),
            DraftState.Failed => $"{DecisionTexts.Failed.With(names)} {WhyFailed(draft)}".TrimEnd(),
            DraftState.Denied => DecisionTexts.Denied.With(draft.Decisions.LastOrDefault(x => x.Verdict == Verdict.Denied)?.PersonName),
            DraftState.Expired => DecisionTexts.Expired,
            DraftState.Stale => DecisionTexts.Stale,
            DraftState.Superseded when draft.Outcome?.Contains(EditedMark, StringComparison.Ordinal) == true => DecisionTexts.MessageEdited,
            DraftState.Superseded => DecisionTexts.Superseded,
        };
    }

    private static string? WhyFailed(Draft draft)
    {
        if (draft.Outcome is null) return null;
        using var outcome = JsonDocument.Parse(draft.Outcome);
        return outcome.RootElement.TryGetProperty("message", out var message) ? message.GetString() : null;
    }

    /// <summary>A denial for the model. It says that a person decided, so that it is not taken for a fault to be tried again.</summary>
    public static string Denial(Draft draft, string reason) => Json.Write(new
    {
        status = "denied",
        summary = draft.Summary,
        denied_by = draft.Decisions.Last().PersonName,
        reason,
        message = "A person denied this. It was not done. Do not prepare the same again; tell the person the reason.",
    });

    /// <summary>For the record: the message that led to a draft was edited.</summary>
    public static string MessageEdited(Draft draft, string personName) => Json.Write(new
    {
        status = DraftState.Superseded.Word(),
        summary = draft.Summary,
        why = EditedMessage,
        message = $"{personName} edited the message that led to this before it was decided. It was not done.",
    });

    /// <summary>An expiry for the model.</summary>
    public static string Expiry(Draft draft) => Json.Write(new
    {
        status = "expired",
        summary = draft.Summary,
        message = "Nobody decided in time. It was not done. It can be prepared anew if it is still wanted.",
    });
}
