using System.Security.Cryptography;
using System.Text;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Tools;

/// <summary>
/// The one place that lets a consequence through. It believes the database only: no text of a model or a person, no state of a page. It works
/// in the transaction of the tool that executes, so that the check, the effect and the new state are stored together or not at all.
/// </summary>
internal static class ApprovalGate
{
    /// <summary>The draft, if a tool may execute it now; else the refusal, and with it the draft if that is to end.</summary>
    public static async Task<(Draft? Draft, ToolOutcome? Refusal)> OpenAsync(SupportDb db, ToolDefinition tool, ToolRequest request, string token, CancellationToken cancel)
    {
        if (request.Origin is ToolOrigin.Model || request.DraftId is not { } id) return (null, ApprovalRequired(tool));
        var draft = await db.FindDraftAsync(id, cancel);
        if (draft is null || !SameText(draft.Token, token) || draft.ExecuteTool != tool.Name || draft.ConversationId != request.ConversationId)
            return (null, ApprovalRequired(tool));
        if (draft.State != DraftState.Approved) return (null, ApprovalRequired(tool));
        var approvers = draft.Decisions.Where(x => x.Verdict == Verdict.Approved).Select(x => x.PersonId).Distinct(StringComparer.Ordinal).Count();
        var denied = draft.Decisions.Any(x => x.Verdict == Verdict.Denied);
        var isWhatWasApproved = SameText(draft.Fingerprint, draft.ComputeFingerprint()) && !denied && approvers >= draft.ApprovalsNeeded;
        // with the draft, so that it comes to its end and is not tried again
        return isWhatWasApproved ? (draft, null) : (draft, ToolOutcome.Failed(ErrorCode.StaleDraft, "The draft is not what was approved. Nothing was done."));
    }

    /// <summary>Gives an approved draft its end, and queues the turn in which the agent tells it. False when it had one already.</summary>
    public static async Task<bool> SettleAsync(SupportDb db, Draft draft, ToolOutcome outcome, DateTimeOffset now, CancellationToken cancel)
    {
        var state = outcome switch
        {
            { Keeps: true } => DraftState.Executed,
            { Code: ErrorCode.StaleDraft } => DraftState.Stale,
            _ => DraftState.Failed,
        };
        var revision = await db.StampAsync(draft.ConversationId, now, cancel);
        if (!await db.MoveAsync(draft.Id, DraftState.Approved, state, now, outcome.Result, revision, cancel)) return false;
        db.QueueOutcomeTurn(draft, now, revision);
        return true;
    }

    /// <summary>What whoever has no approval hears.</summary>
    public static ToolOutcome ApprovalRequired(ToolDefinition tool) => ToolOutcome.Refused(
        ErrorCode.ApprovalRequired, $"{tool.Name} runs only after a person has approved the draft on its card. Nothing was done. Tell the person that the draft waits for them.");

    private static bool SameText(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));
}
