using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Audit;

/// <summary>
/// Appends audit records. It writes in the caller's transaction, so that a record and what it tells about are stored together or not at all,
/// and it throws when it cannot.
/// </summary>
public sealed class AuditLog(TimeProvider time)
{
    /// <summary>Appends one record. The caller holds the write lock (<see cref="SupportStore"/>), so numbers have no gaps and the chain no forks.</summary>
    public async Task AppendAsync(SupportDb db, AuditEntry entry, CancellationToken cancel = default)
    {
        await db.SaveChangesAsync(cancel); // a record appended before in this transaction has to be seen
        var last = await db.Set<AuditRecord>().OrderByDescending(x => x.Sequence).Select(x => new { x.Sequence, x.Hash }).FirstOrDefaultAsync(cancel);
        var record = new AuditRecord
        {
            Sequence = (last?.Sequence ?? 0) + 1,
            At = time.GetUtcNow(),
            Kind = entry.Kind,
            Action = Cut(entry.Action, AuditRecord.ActionLength)!,
            Outcome = entry.Outcome,
            Code = entry.Code,
            RequestedBy = entry.RequestedBy,
            PersonId = entry.Person.Id,
            PersonName = entry.Person.Name,
            ConversationId = entry.ConversationId,
            TurnId = entry.TurnId,
            ToolCallId = entry.ToolCallId,
            DraftId = entry.DraftId,
            Arguments = Cut(entry.Arguments, AuditRecord.TextLength),
            Result = Cut(entry.Result, AuditRecord.TextLength),
            DurationMs = entry.DurationMs,
            PreviousHash = last?.Hash ?? AuditChain.Start,
        };
        record.Hash = AuditChain.HashOf(record);
        db.Add(record);
        await db.SaveChangesAsync(cancel);
    }

    // a lone surrogate would be stored as another character than was hashed
    private static string? Cut(string? text, int length)
    {
        if (text is null) return null;
        var kept = text.Length <= length ? text : string.Concat(text.AsSpan(0, length), "… (cut)");
        return Text.WellFormed(kept);
    }
}
