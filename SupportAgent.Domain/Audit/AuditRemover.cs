using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Audit;

/// <summary>Removes the contents of records and leaves signed stubs. It writes in the caller's transaction.</summary>
public sealed class AuditRemover(AuditKey key, TimeProvider time)
{
    /// <summary>Empties records, of which each has to be as it was written.</summary>
    /// <param name="db">The caller's; nothing of the audit is tracked in it.</param>
    /// <param name="records">The records, as they stand.</param>
    /// <param name="why">For what.</param>
    /// <param name="cancel">To give up.</param>
    /// <exception cref="AuditUnsoundException">One is not as it was written. The caller's transaction has to end without effect.</exception>
    internal async Task EmptyAsync(SupportDb db, IReadOnlyList<AuditRecord> records, AuditRemovalReason why, CancellationToken cancel)
    {
        if (records.Count == 0) return;
        var numbers = records.Select(x => x.Sequence).ToList();
        var known = (await db.Set<AuditStub>().AsNoTracking().Where(x => numbers.Contains(x.Sequence)).ToListAsync(cancel)).ToLookup(x => x.Sequence);
        using var signer = key.Open();
        var now = time.GetUtcNow();
        foreach (var record in records)
        {
            if (!IsAsWritten(record, known[record.Sequence], signer))
                throw new AuditUnsoundException($"Record {record.Sequence} of the audit is not as it was written, so nothing was removed. Verify the audit.");
            var stub = new AuditStub { Sequence = record.Sequence, Why = why, Kind = record.Kind, Hash = record.Hash, Kept = AuditChain.HashOf(record.Without(why)), At = now, Key = signer.KeyId };
            stub.Signature = signer.Sign(AuditStub.SignedBytes(stub));
            db.Add(stub);
        }

        // the stubs first: without them the database refuses the rest
        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
        await db.Set<AuditRecord>().Where(x => numbers.Contains(x.Sequence)).ExecuteUpdateAsync(
            set =>
            {
                set.SetProperty(x => x.Arguments, (string?)null).SetProperty(x => x.ArgumentsRun, (string?)null).SetProperty(x => x.Result, (string?)null);
                if (why == AuditRemovalReason.Erasure) return;
                set.SetProperty(x => x.PersonName, AuditRemoval.NoName).SetProperty(x => x.ClientAddress, (string?)null)
                    .SetProperty(x => x.ModelProvider, (string?)null).SetProperty(x => x.ModelName, (string?)null).SetProperty(x => x.ResponseId, (string?)null);
            },
            cancel);
    }

    /// <summary>Marks those of which the contents were removed.</summary>
    internal static async Task MarkAsync(SupportDb db, IReadOnlyCollection<AuditRecord> records, CancellationToken cancel)
    {
        var numbers = records.Select(x => x.Sequence).Distinct().ToList();
        var stubs = await db.Set<AuditStub>().AsNoTracking().Where(x => numbers.Contains(x.Sequence)).Select(x => new { x.Sequence, x.Why, x.At }).ToListAsync(cancel);
        var last = stubs.GroupBy(x => x.Sequence).ToDictionary(x => x.Key, x => x.OrderBy(y => y.At).ThenByDescending(y => y.Why).Last());
        foreach (var record in records)
            if (last.TryGetValue(record.Sequence, out var stub)) record.Removed = new AuditRemoval(stub.Why, stub.At);
    }

    // or emptied before, for another reason
    private static bool IsAsWritten(AuditRecord record, IEnumerable<AuditStub> stubs, AuditSigner signer)
    {
        var hash = AuditChain.HashOf(record);
        return hash == record.Hash || stubs.Any(x => x.Hash == record.Hash && x.Kept == hash && signer.HasSigned(AuditStub.SignedBytes(x), x.Key, x.Signature));
    }
}
