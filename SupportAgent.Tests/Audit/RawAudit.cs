using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Audit;
using SupportAgent.Tests.Infrastructure;

namespace SupportAgent.Tests.Audit;

/// <summary>What a forger does: makes records with hashes that fit, and puts them into the file.</summary>
internal static class RawAudit
{
    public sealed class Change
    {
        public string? Result { get; set; }

        public string PersonName { get; set; } = "";
    }

    public static AuditRecord New(long sequence, string previousHash, int format, AuditEntry entry)
    {
        var record = new AuditRecord
        {
            Sequence = sequence,
            At = new DateTimeOffset(639028224000000000, TimeSpan.Zero),
            Kind = entry.Kind,
            Action = entry.Action,
            Outcome = entry.Outcome,
            RequestedBy = entry.RequestedBy,
            PersonId = entry.Person.Id,
            PersonName = entry.Person.Name,
            Arguments = entry.Arguments,
            Result = entry.Result,
            DurationMs = entry.DurationMs,
            PreviousHash = previousHash,
            Format = format,
        };
        record.Hash = AuditChain.HashOf(record);
        return record;
    }

    /// <summary>A record as the app would keep it, except that nothing chains it.</summary>
    public static AuditRecord Masked(long sequence, AuditEntry entry) => new()
    {
        Sequence = sequence,
        At = TimeProvider.System.GetUtcNow(),
        Kind = entry.Kind,
        Action = AuditMask.Mask(entry.Action),
        Outcome = entry.Outcome,
        RequestedBy = entry.RequestedBy,
        PersonId = entry.Person.Id,
        PersonName = entry.Person.Name,
        ConversationId = entry.ConversationId,
        ToolCallId = entry.ToolCallId,
        Arguments = AuditMask.Mask(entry.Arguments!),
        Result = AuditMask.Mask(entry.Result!),
        DurationMs = entry.DurationMs,
        PreviousHash = AuditChain.Start,
        Hash = AuditChain.Start,
        Format = AuditChain.Format,
    };

    /// <summary>A copy with something else in it, and a hash that fits.</summary>
    public static AuditRecord With(AuditRecord record, Action<Change> change, long? sequence = null, string? previousHash = null)
    {
        var other = new Change { Result = record.Result, PersonName = record.PersonName };
        change(other);
        var json = JsonSerializer.SerializeToNode(record)!.AsObject();
        json[nameof(AuditRecord.Result)] = other.Result;
        json[nameof(AuditRecord.PersonName)] = other.PersonName;
        json[nameof(AuditRecord.Sequence)] = sequence ?? record.Sequence;
        json[nameof(AuditRecord.PreviousHash)] = previousHash ?? record.PreviousHash;
        var copy = json.Deserialize<AuditRecord>()!;
        copy.Hash = AuditChain.HashOf(copy);
        return copy;
    }

    /// <summary>Puts a record in the place of the one with its number, or where there is none.</summary>
    public static async Task PutAsync(TestStore test, params AuditRecord[] records)
    {
        await using var db = test.Open();
        await db.Database.ExecuteSqlRawAsync(AuditTriggers.Drop);
        foreach (var record in records)
        {
            await db.Database.ExecuteSqlRawAsync(string.Create(CultureInfo.InvariantCulture, $"DELETE FROM AuditRecords WHERE Sequence = {record.Sequence}"));
            db.Add(record);
        }

        await db.SaveChangesAsync();
        await db.Database.ExecuteSqlRawAsync(AuditTriggers.Current);
    }
}
