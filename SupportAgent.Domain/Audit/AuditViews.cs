using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Store;
using SupportAgent.Domain.Texts;

namespace SupportAgent.Domain.Audit;

/// <summary>Keeps searches of the audit under names.</summary>
public sealed class AuditViews(SupportStore store, TimeProvider time)
{
    /// <summary>Most views that one person keeps.</summary>
    public const int Most = 100;

    /// <summary>A person's own, and those that others share, by name.</summary>
    public Task<IReadOnlyList<AuditView>> OfAsync(Actor person, CancellationToken cancel = default) => store.ReadAsync<IReadOnlyList<AuditView>>(
        async db => await db.Set<AuditView>().Where(x => x.OwnerId == person.Id || x.IsShared).OrderBy(x => x.Name).ThenBy(x => x.OwnerName).Take(Most * 5).ToListAsync(cancel), cancel);

    /// <summary>Keeps a search; the person's earlier one of the same name goes.</summary>
    /// <returns>What is wrong; null when it was kept.</returns>
    public Task<string?> KeepAsync(Actor person, string name, string filter, bool isShared, CancellationToken cancel = default)
    {
        name = Text.WellFormed(name.Trim());
        if (name.Length is 0 or > AuditView.NameLength) return Task.FromResult<string?>(AuditCheckTexts.NameView.With(AuditView.NameLength));
        if (filter.Length > AuditView.FilterLength) return Task.FromResult<string?>(AuditCheckTexts.SearchTooLong);
        return store.WriteAsync(async db =>
        {
            if (await WhyNotAsync(db, person, cancel) is { } problem) return problem;
            var own = await db.Set<AuditView>().Where(x => x.OwnerId == person.Id).ToListAsync(cancel);
            if (own.Find(x => x.Name == name) is { } before)
            {
                db.Remove(before);
                await db.SaveChangesAsync(cancel);
            }
            else if (own.Count >= Most)
            {
                return AuditCheckTexts.TooManyViews.With(Most);
            }

            db.Add(new AuditView { Id = Id.Next(time.GetUtcNow()), Name = name, Filter = Text.WellFormed(filter), OwnerId = person.Id, OwnerName = person.Name, IsShared = isShared });
            return null;
        }, cancel);
    }

    /// <summary>Removes a view of the person's own; nothing happens to one of another's.</summary>
    public Task RemoveAsync(Actor person, Guid id, CancellationToken cancel = default) =>
        store.WriteAsync(db => db.Set<AuditView>().Where(x => x.Id == id && x.OwnerId == person.Id).ExecuteDeleteAsync(cancel), cancel);

    private async Task<string?> WhyNotAsync(SupportDb db, Actor person, CancellationToken cancel) =>
        await db.FindActorAsync(person.Id, time.GetUtcNow(), cancel) is { } now && now.IsIn(Role.Admin, Role.Auditor) ? null : AuditCheckTexts.ReadersOnly;
}
