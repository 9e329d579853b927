using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Approvals;

/// <summary>The drafts of everyone that wait, and those decided of late.</summary>
public sealed class ApprovalList(SupportStore store, TimeProvider time)
{
    /// <summary>Most drafts that a list shows.</summary>
    public const int MaxRows = 200;

    /// <summary>Those that wait for a decision, newest first.</summary>
    public Task<IReadOnlyList<Draft>> PendingAsync(CancellationToken cancel = default)
    {
        var now = time.GetUtcNow();
        return ReadAsync(all => all.Where(x => x.State == DraftState.Pending && x.ExpiresAt > now).OrderByDescending(x => x.PreparedAt).Take(MaxRows), cancel);
    }

    /// <summary>Those that were settled last, newest first.</summary>
    public Task<IReadOnlyList<Draft>> RecentAsync(int count, CancellationToken cancel = default) =>
        ReadAsync(all => all.Where(x => x.State != DraftState.Pending).OrderByDescending(x => x.StateAt).Take(Math.Min(count, MaxRows)), cancel);

    /// <summary>All about one subject, such as an order, newest first.</summary>
    public Task<IReadOnlyList<Draft>> AboutAsync(string subjectId, CancellationToken cancel = default) =>
        ReadAsync(all => all.Where(x => x.SubjectId == subjectId).OrderByDescending(x => x.PreparedAt).Take(MaxRows), cancel);

    /// <summary>How many wait.</summary>
    public Task<int> CountPendingAsync(CancellationToken cancel = default)
    {
        var now = time.GetUtcNow();
        return store.ReadAsync(db => db.Set<Draft>().CountAsync(x => x.State == DraftState.Pending && x.ExpiresAt > now, cancel), cancel);
    }

    private Task<IReadOnlyList<Draft>> ReadAsync(Func<IQueryable<Draft>, IQueryable<Draft>> which, CancellationToken cancel) =>
        store.ReadAsync<IReadOnlyList<Draft>>(async db => await which(db.Set<Draft>().Include(x => x.Decisions.OrderBy(d => d.At))).ToListAsync(cancel), cancel);
}
