using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Tools;

/// <summary>
/// The one place that lets a consequence through. It believes the database only: no text of a model or a person, no state of a page. It works
/// in the transaction of the run, so that the check, the claim and what follows are stored together or not at all.
/// </summary>
internal static class ApprovalGate
{
    /// <summary>
    /// Claims an approved draft for this run: of any number of runs one gets it. Gives the draft, now executing, or the refusal, and with it the draft
    /// if that is to end.
    /// </summary>
    public static async Task<(Draft? Draft, ToolOutcome? Refusal)> ClaimAsync(SupportDb db, ToolRequest request, DateTimeOffset now, CancellationToken cancel)
    {
        if (request.DraftId is not { } id || await db.FindDraftAsync(id, cancel) is not { State: DraftState.Approved } draft) return (null, ApprovalRequired(request.Name));
        // one at a time of a customer's: what it was checked on must not change while a gateway is asked
        if (await db.Set<Draft>().AnyAsync(x => x.CustomerId == draft.CustomerId && x.State == DraftState.Executing, cancel)) return (null, Busy);

        var revision = await db.StampAsync(draft.ConversationId, now, cancel);
        if (!await db.MoveAsync(draft.Id, DraftState.Approved, DraftState.Executing, now, null, revision, cancel)) return (null, ApprovalRequired(request.Name));
        var approvers = draft.Decisions.Where(x => x.Verdict == Verdict.Approved).Select(x => x.PersonId).Distinct(StringComparer.Ordinal).Count();
        var denied = draft.Decisions.Any(x => x.Verdict == Verdict.Denied);
        var isWhatWasApproved = SameText(draft.Fingerprint, draft.ComputeFingerprint()) && draft.ExecuteTool == request.Name && !denied && approvers >= draft.ApprovalsNeeded;
        // with the draft, so that it comes to its end and is not tried again
        return isWhatWasApproved ? (draft, null) : (draft, ToolOutcome.Failed(ErrorCode.StaleDraft, "The draft is not what was approved. Nothing was done."));
    }

    /// <summary>What whoever has no approval hears.</summary>
    public static ToolOutcome ApprovalRequired(string tool) => ToolOutcome.Refused(
        ErrorCode.ApprovalRequired, $"{Text.Shorten(tool, 60)} runs only after a person has approved the draft on its card. Nothing was done. Tell the person that the draft waits for them.");

    private static ToolOutcome Busy => ToolOutcome.Refused(ErrorCode.RateLimited, "Another payment of this customer is under way. This is carried out after it.");

    private static bool SameText(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));
}
