using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SupportAgent.Domain.Audit;

/// <summary>How a record is tied to the one before it.</summary>
public static class AuditChain
{
    /// <summary>What stands before the first record.</summary>
    public static string Start { get; } = new('0', 64);

    /// <summary>
    /// SHA-256 over the canonical bytes: a JSON array of the previous hash and every field in a fixed order, times as UTC ticks. An array of
    /// JSON strings keeps the borders between fields, so that no two different records have the same bytes.
    /// </summary>
    public static string HashOf(AuditRecord record)
    {
        string?[] fields =
        [
            record.PreviousHash,
            record.Sequence.ToString(CultureInfo.InvariantCulture),
            record.At.UtcTicks.ToString(CultureInfo.InvariantCulture),
            record.Kind.ToString(), record.Action, record.Outcome, record.Code, record.RequestedBy, record.PersonId, record.PersonName,
            record.ConversationId?.ToString("n"), record.TurnId?.ToString("n"), record.ToolCallId?.ToString("n"), record.DraftId?.ToString("n"),
            record.Arguments, record.Result, record.DurationMs?.ToString(CultureInfo.InvariantCulture),
        ];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(fields))));
    }

    /// <summary>The first record of a run, in order, that does not follow from the one before it; null when all do.</summary>
    /// <param name="records">Records in the order of their numbers.</param>
    /// <param name="after">The record before the run, or null when it starts at the beginning.</param>
    public static AuditRecord? FirstBad(IEnumerable<AuditRecord> records, AuditRecord? after)
    {
        var (sequence, hash) = (after?.Sequence ?? 0, after?.Hash ?? Start);
        foreach (var record in records)
        {
            if (record.Sequence != sequence + 1 || record.PreviousHash != hash || record.Hash != HashOf(record)) return record;
            (sequence, hash) = (record.Sequence, record.Hash);
        }

        return null;
    }
}
