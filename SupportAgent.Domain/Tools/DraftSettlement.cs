using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Tools;

/// <summary>Gives drafts their end, in the transaction of what ends them.</summary>
public sealed class DraftSettlement(AuditLog audit)
{
    /// <summary>
    /// Ends a draft that was executed, or could not be; queues the turn in which the agent tells it; and, where it was executed, ends as stale
    /// what waits about the same order or customer: it was prepared on what is no longer so.
    /// </summary>
    /// <exception cref="InvalidOperationException">The draft had its end already.</exception>
    public async Task SettleAsync(SupportDb db, Draft draft, ToolOutcome outcome, DateTimeOffset now)
    {
        var revision = await db.StampAsync(draft.ConversationId, now, CancellationToken.None);
        // where the run was rolled back, its claim was too
        await db.MoveAsync(draft.Id, DraftState.Approved, DraftState.Executing, now, null, revision, CancellationToken.None);
        if (!await db.MoveAsync(draft.Id, DraftState.Executing, outcome.Keeps ? DraftState.Executed : DraftState.Failed, now, outcome.Result, revision, CancellationToken.None))
            throw new InvalidOperationException("The draft had its end already.");
        db.QueueOutcomeTurn(draft, now, revision);
        if (!outcome.Keeps) return;
        var overtaken = await db.Set<Draft>().AsNoTracking().Where(x => x.SubjectId == draft.SubjectId && x.State == DraftState.Pending).OrderBy(x => x.Id).ToListAsync();
        foreach (var other in overtaken) await EndAsync(db, other, DraftState.Stale, Overtaken(other), now, Actor.System);
    }

    /// <summary>Ends a draft that waits, without a decision: it expired, is stale, or was superseded. False when it does not wait any more.</summary>
    public async Task<bool> EndAsync(SupportDb db, Draft draft, DraftState state, string outcome, DateTimeOffset now, Actor person)
    {
        var revision = await db.StampAsync(draft.ConversationId, now, CancellationToken.None);
        if (!await db.MoveAsync(draft.Id, DraftState.Pending, state, now, outcome, revision, CancellationToken.None)) return false;
        await audit.AppendAsync(db, new AuditEntry(AuditKind.Draft, draft.PrepareTool, state.Word(), person.Id.Length == 0 ? "system" : "person", person)
        {
            ConversationId = draft.ConversationId,
            DraftId = draft.Id,
            About = draft.About(),
            Arguments = Json.Write(new { summary = draft.Summary, amount = draft.Amount }),
        });
        return true;
    }

    /// <summary>A draft that was overtaken, for the model.</summary>
    public static string Overtaken(Draft draft) => Json.Write(new
    {
        status = DraftState.Stale.Word(),
        summary = draft.Summary,
        message = "What this is about has changed since it was prepared. It was not done. It can be prepared anew if it is still wanted.",
    });
}
