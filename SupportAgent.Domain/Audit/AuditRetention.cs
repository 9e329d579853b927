using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Audit;

/// <summary>
/// Removes the contents of records that are older than their kind is kept, up to the newest checkpoint, and leaves signed stubs. Each piece is a
/// transaction with a record of its own. Of several processes that do it at once none does anything twice.
/// </summary>
public sealed class AuditRetention(SupportStore store, AuditLog audit, AuditRemover remover, AuditCheckpoints checkpoints, IOptions<AuditOptions> options, TimeProvider time)
{
    /// <summary>The act in the audit.</summary>
    public const string Act = "prune_audit";

    // others write in between
    private const int PieceSize = 1000;

    /// <summary>Removes what is too old. Nothing where no kind has an end, or nothing is that old.</summary>
    /// <returns>How many records, by kind.</returns>
    /// <exception cref="AuditUnsoundException">The audit is not as it was written. Pieces that were done before stay so.</exception>
    /// <exception cref="StoreUnavailableException">The database can't be written.</exception>
    /// <exception cref="IOException">The key or the file of the checkpoints can't be read or written.</exception>
    public async Task<IReadOnlyDictionary<AuditKind, int>> PruneAsync(CancellationToken cancel = default)
    {
        SortedDictionary<AuditKind, int> removed = [];
        if (!options.Value.Retention.IsOn || await NewestAsync(cancel) is not { } checkpoint) return removed;
        while (await PieceAsync(checkpoint, cancel) is { Count: > 0 } piece)
            foreach (var (kind, count) in piece) removed[kind] = removed.GetValueOrDefault(kind) + count;
        if (removed.Count > 0) await AuditIndex.CompactAsync(store, cancel);
        return removed;
    }

    private Task<SortedDictionary<AuditKind, int>> PieceAsync(AuditCheckpoint checkpoint, CancellationToken cancel) => store.WriteAsync(async db =>
    {
        var now = time.GetUtcNow();
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        List<AuditRecord> found = [];
        foreach (var kind in Enum.GetValues<AuditKind>())
        {
            var days = options.Value.Retention.DaysOf(kind);
            if (days == 0 || found.Count == PieceSize) continue;
            // in the order of the numbers, so that the last stub says how far it came
            var done = await db.Set<AuditStub>().Where(x => x.Why == AuditRemovalReason.Retention && x.Kind == kind).MaxAsync(x => (long?)x.Sequence, cancel) ?? 0;
            var end = Math.Min(AuditSearchSql.FirstFrom(connection, now.AddDays(-days)) ?? long.MaxValue, checkpoint.Records + 1);
            found.AddRange(await db.Set<AuditRecord>().AsNoTracking().Where(x => x.Kind == kind && x.Sequence > done && x.Sequence < end).OrderBy(x => x.Sequence).Take(PieceSize - found.Count).ToListAsync(cancel));
        }

        SortedDictionary<AuditKind, int> counts = new(found.CountBy(x => x.Kind).ToDictionary());
        if (found.Count == 0) return counts;
        await audit.AppendAsync(
            db,
            new AuditEntry(AuditKind.Removal, Act, "succeeded", "system", Actor.System)
            {
                Arguments = Json.Write(new { summary = $"contents of {found.Count} {(found.Count == 1 ? "record" : "records")}", days = counts.Keys.ToDictionary(x => x.ToString(), options.Value.Retention.DaysOf), before_record = checkpoint.Records }),
                Result = Json.Write(new { records = found.Count, by_kind = counts.ToDictionary(x => x.Key.ToString(), x => x.Value), first = found.Min(x => x.Sequence), last = found.Max(x => x.Sequence) }),
            },
            cancel);
        db.ChangeTracker.Clear();
        await AuditIndex.OverwritingAsync(db, () => remover.EmptyAsync(db, found, AuditRemovalReason.Retention, cancel), cancel);
        return counts;
    }, cancel);

    // what is before it can't have been written anew since; one is made where there is none
    private async Task<AuditCheckpoint?> NewestAsync(CancellationToken cancel)
    {
        var line = await store.ReadAsync(db => db.Set<StoredCheckpoint>().OrderByDescending(x => x.Records).Select(x => x.Line).FirstOrDefaultAsync(cancel), cancel);
        if (line is null) return await checkpoints.MakeAsync(cancel);
        var hash = AuditCheckpoint.TryRead(line, out var newest) && checkpoints.IsOurs(newest)
            ? await store.ReadAsync(db => db.Set<AuditRecord>().Where(x => x.Sequence == newest.Records).Select(x => x.Hash).FirstOrDefaultAsync(cancel), cancel)
            : null;
        return hash is not null && hash == newest?.Hash ? newest : throw new AuditUnsoundException("The newest checkpoint does not fit the audit, so nothing was removed. Verify the audit.");
    }
}
