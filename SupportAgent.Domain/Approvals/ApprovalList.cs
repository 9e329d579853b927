using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Approvals;

/// <summary>The drafts of everyone that wait, and those decided of late.</summary>
public sealed class ApprovalList(SupportStore store, ApprovalPolicy policy, TimeProvider time)
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

    /// <summary>How many wait, and how many of them a person may approve; <see cref="MaxRows"/> at most.</summary>
    public async Task<(int All, int Mine)> CountPendingAsync(Actor person, CancellationToken cancel = default)
    {
        var now = time.GetUtcNow();
        var waiting = await store.ReadAsync(
            db => db.Set<Draft>().Where(x => x.State == DraftState.Pending && x.ExpiresAt > now).OrderBy(x => x.ExpiresAt).Take(MaxRows)
                .Select(x => new { x.Amount.Minor, x.Amount.Currency, HasApproved = x.Decisions.Any(d => d.PersonId == person.Id) }).ToListAsync(cancel), cancel);
        return (waiting.Count, waiting.Count(x => policy.WhyNot(person, new Money(x.Minor, x.Currency), x.HasApproved) is null));
    }

    private Task<IReadOnlyList<Draft>> ReadAsync(Func<IQueryable<Draft>, IQueryable<Draft>> which, CancellationToken cancel) =>
        store.ReadAsync<IReadOnlyList<Draft>>(async db => await which(db.Set<Draft>().Include(x => x.Decisions.OrderBy(d => d.At))).ToListAsync(cancel), cancel);
}
