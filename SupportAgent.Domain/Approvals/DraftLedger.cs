using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Approvals;

/// <summary>Moves drafts from state to state: each move is one statement that names the state it expects, so of any number of movers one wins.</summary>
public static class DraftLedger
{
    /// <summary>
    /// Moves a draft if it still is in the expected state; false when it is not, and then nothing changed. Works within the caller's transaction.
    /// </summary>
    /// <exception cref="InvalidOperationException">The state machine has no such move.</exception>
    public static async Task<bool> MoveAsync(
        this SupportDb db, Guid draftId, DraftState from, DraftState to, DateTimeOffset at, string? outcome, long revision, CancellationToken cancel)
    {
        if (!from.Next().Contains(to)) throw new InvalidOperationException($"A draft cannot go from {from} to {to}.");
        var changed = await db.Set<Draft>()
            .Where(x => x.Id == draftId && x.State == from)
            .ExecuteUpdateAsync(set => set
                .SetProperty(x => x.State, to)
                .SetProperty(x => x.StateAt, at)
                .SetProperty(x => x.Outcome, outcome)
                .SetProperty(x => x.Revision, revision), cancel);
        return changed == 1;
    }

    /// <summary>A draft with its decisions, oldest first.</summary>
    public static Task<Draft?> FindDraftAsync(this SupportDb db, Guid draftId, CancellationToken cancel) =>
        db.Set<Draft>().AsNoTracking().Include(x => x.Decisions.OrderBy(d => d.At)).FirstOrDefaultAsync(x => x.Id == draftId, cancel);
}
