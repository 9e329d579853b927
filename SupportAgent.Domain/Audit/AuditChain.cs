using System.Security.Cryptography;

namespace SupportAgent.Domain.Audit;

/// <summary>
/// How a record is tied to the one before it: SHA-256 over its canonical bytes, a JSON array of strings and nulls that begins with the previous
/// hash and holds every field in a fixed order, numbers in decimal, times as UTC ticks, ids as 32 hex digits. An array of JSON strings keeps the
/// borders between fields, so that no two different records have the same bytes. Records of format 1 have fewer fields; every later format
/// begins with its number, and a field that format 1 does not know is never left out of the bytes where it is set.
/// </summary>
public static class AuditChain
{
    /// <summary>The format of new records.</summary>
    public const int Format = 2;

    /// <summary>What stands before the first record.</summary>
    public static string Start { get; } = new('0', 64);

    /// <summary>The hash that a record has to have.</summary>
    public static string HashOf(AuditRecord record)
    {
        using var bytes = new CanonicalBytes();
        bytes.Begin();
        if (record.Format != 1) bytes.Add(record.Format);
        bytes.Add(record.PreviousHash);
        bytes.Add(record.Sequence);
        bytes.Add(record.At.UtcTicks);
        bytes.Add(record.Kind.ToString());
        bytes.Add(record.Action);
        bytes.Add(record.Outcome);
        bytes.Add(record.Code);
        bytes.Add(record.RequestedBy);
        bytes.Add(record.PersonId);
        bytes.Add(record.PersonName);
        bytes.Add(record.ConversationId);
        bytes.Add(record.TurnId);
        bytes.Add(record.ToolCallId);
        bytes.Add(record.DraftId);
        bytes.Add(record.Arguments);
        bytes.Add(record.Result);
        bytes.Add(record.DurationMs);
        if (record.Format != 1 || HasMore(record)) AddMore(bytes, record);
        return Convert.ToHexStringLower(SHA256.HashData(bytes.End()));
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

    private static bool HasMore(AuditRecord record) => record is not
    {
        ArgumentsRun: null, WaitedMs: null, RanMs: null, Retries: null, ToolVersion: null, ModelProvider: null, ModelName: null, ResponseId: null,
        ClientAddress: null, OrderId: null, CustomerId: null, AmountMinor: null, Currency: null,
    };

    private static void AddMore(CanonicalBytes bytes, AuditRecord record)
    {
        bytes.Add(record.ArgumentsRun);
        bytes.Add(record.WaitedMs);
        bytes.Add(record.RanMs);
        bytes.Add(record.Retries);
        bytes.Add(record.ToolVersion);
        bytes.Add(record.ModelProvider);
        bytes.Add(record.ModelName);
        bytes.Add(record.ResponseId);
        bytes.Add(record.ClientAddress);
        bytes.Add(record.OrderId);
        bytes.Add(record.CustomerId);
        bytes.Add(record.AmountMinor);
        bytes.Add(record.Currency);
    }
}
