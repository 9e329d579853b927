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
        var last = await db.Set<AuditRecord>().OrderByDescending(x => x.Sequence).Select(x => new { x.Sequence, x.Hash, x.At }).FirstOrDefaultAsync(cancel);
        var now = time.GetUtcNow();
        var record = new AuditRecord
        {
            Sequence = (last?.Sequence ?? 0) + 1,
            // a clock that was set back must not put it before the last one: a span of time is a span of numbers
            At = now < last?.At ? last.At : now,
            Kind = entry.Kind,
            Action = Keep(entry.Action, AuditRecord.ActionLength)!,
            Outcome = entry.Outcome,
            Code = Keep(entry.Code, AuditRecord.CodeLength),
            RequestedBy = entry.RequestedBy,
            PersonId = entry.Person.Id,
            PersonName = Keep(entry.Person.Name, AuditRecord.NameLength)!,
            ConversationId = entry.ConversationId,
            TurnId = entry.TurnId,
            ToolCallId = entry.ToolCallId,
            DraftId = entry.DraftId,
            Arguments = Keep(entry.Arguments, AuditRecord.TextLength),
            ArgumentsRun = Keep(entry.ArgumentsRun, AuditRecord.TextLength),
            Result = Keep(entry.Result, AuditRecord.TextLength),
            DurationMs = entry.DurationMs,
            WaitedMs = entry.WaitedMs,
            RanMs = entry.RanMs,
            Retries = entry.Retries,
            ToolVersion = entry.ToolVersion,
            ModelProvider = Keep(entry.ModelProvider, AuditRecord.NameLength),
            ModelName = Keep(entry.ModelName, AuditRecord.NameLength),
            ResponseId = Keep(entry.ResponseId, AuditRecord.NameLength),
            ClientAddress = entry.Person.ClientAddress,
            OrderId = entry.About.OrderId,
            CustomerId = entry.About.CustomerId,
            AmountMinor = entry.About.Amount?.Minor,
            Currency = entry.About.Amount?.Currency,
            Format = AuditChain.Format,
            PreviousHash = last?.Hash ?? AuditChain.Start,
        };
        record.Hash = AuditChain.HashOf(record);
        db.Add(record);
        await db.SaveChangesAsync(cancel);
    }

    // masked before it is cut, so that no half of a secret slips through; a lone surrogate would be stored as another character than was hashed
    private static string? Keep(string? text, int length)
    {
        if (text is null) return null;
        var masked = AuditMask.Mask(Text.WellFormed(text));
        return masked.Length <= length ? masked : Text.WellFormed(string.Concat(masked.AsSpan(0, length), "… (cut)"));
    }
}
