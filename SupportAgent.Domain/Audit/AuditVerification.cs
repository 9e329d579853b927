using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Audit;

/// <summary>Checks that no audit record was changed, taken away or put in between.</summary>
public sealed class AuditVerification(SupportStore store)
{
    /// <summary>How many records are held in memory at a time.</summary>
    public const int BatchSize = 500;

    /// <summary>Walks the chain from its start. Records that are added meanwhile may or may not be seen.</summary>
    public async Task<AuditVerdict> VerifyAsync(CancellationToken cancel = default)
    {
        AuditRecord? last = null;
        while (true)
        {
            var sound = last?.Sequence ?? 0;
            var after = last?.Sequence ?? long.MinValue; // a record before the first is one too many
            var batch = await store.ReadAsync(
                db => db.Set<AuditRecord>().Where(x => x.Sequence > after).OrderBy(x => x.Sequence).Take(BatchSize).ToListAsync(cancel), cancel);
            if (AuditChain.FirstBad(batch, last) is { } bad)
            {
                sound += batch.IndexOf(bad);
                return new AuditVerdict(sound, sound + 1);
            }

            if (batch.Count < BatchSize) return new AuditVerdict(sound + batch.Count, null);
            last = batch[^1];
        }
    }
}

/// <summary>What a check of the audit found.</summary>
/// <param name="Records">How many records are sound, from the first on.</param>
/// <param name="FirstBad">The number of the first record that is missing or not as it was written; null when all are sound.</param>
public sealed record AuditVerdict(long Records, long? FirstBad)
{
    /// <summary>Whether all records are as they were written.</summary>
    public bool IsSound => FirstBad is null;
}
