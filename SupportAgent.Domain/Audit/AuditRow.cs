using System.Globalization;
using System.Security.Cryptography;

namespace SupportAgent.Domain.Audit;

/// <summary>
/// A record as it stands in the file. It takes nothing for granted: a value of another type, or written in another way than the app
/// writes it, makes the record one that does not fit.
/// </summary>
/// <param name="values">The values of <see cref="Columns"/>.</param>
internal sealed class AuditRow(object[] values)
{
    private const int FormatColumn = 0;
    private const int PreviousColumn = 1;
    private const int HashColumn = 2;
    private const int SequenceColumn = 3;
    private const int LastOfFormat1 = 18;

    // in the order of the canonical bytes; the format and the two hashes first
    private static readonly (string Name, Cell Cell)[] Cells =
    [
        ("Format", Cell.Number), ("PreviousHash", Cell.Text), ("Hash", Cell.Text),
        ("Sequence", Cell.Number), ("At", Cell.Time), ("Kind", Cell.Text), ("Action", Cell.Text), ("Outcome", Cell.Text), ("Code", Cell.Text), ("RequestedBy", Cell.Text),
        ("PersonId", Cell.Text), ("PersonName", Cell.Text), ("ConversationId", Cell.Id), ("TurnId", Cell.Id), ("ToolCallId", Cell.Id), ("DraftId", Cell.Id),
        ("Arguments", Cell.Text), ("Result", Cell.Text), ("DurationMs", Cell.Number),
        ("ArgumentsRun", Cell.Text), ("WaitedMs", Cell.Number), ("RanMs", Cell.Number), ("Retries", Cell.Number), ("ToolVersion", Cell.Text), ("ModelProvider", Cell.Text),
        ("ModelName", Cell.Text), ("ResponseId", Cell.Text), ("ClientAddress", Cell.Text), ("OrderId", Cell.Text), ("CustomerId", Cell.Text), ("AmountMinor", Cell.Number), ("Currency", Cell.Text),
    ];

    private bool _fits;

    private enum Cell
    {
        Text,
        Number,
        Id,
        Time,
    }

    /// <summary>What is read of a record, in this order.</summary>
    public static IReadOnlyList<string> Columns { get; } = [.. Cells.Select(x => x.Name)];

    /// <summary>The number of this record.</summary>
    public long Sequence => (long)values[SequenceColumn];

    /// <summary>The hash that it bears; null where there is no text.</summary>
    public string? Hash => values[HashColumn] as string;

    /// <summary>The hash of the record before it, as it says.</summary>
    public string? PreviousHash => values[PreviousColumn] as string;

    /// <summary>Whether the hash that it bears is that of its contents, as <see cref="Check"/> found.</summary>
    public bool Fits => _fits;

    /// <summary>Computes <see cref="Fits"/>.</summary>
    public void Check(CanonicalBytes bytes) => _fits = HasHash(Sequence, Hash, bytes);

    /// <summary>Whether its contents have a hash.</summary>
    /// <param name="sequence">Its number; another one to ask whether it was written with that.</param>
    /// <param name="wanted">The hash.</param>
    /// <param name="bytes">Room for its canonical bytes.</param>
    public bool HasHash(long sequence, string? wanted, CanonicalBytes bytes)
    {
        if (values[FormatColumn] is not (long and >= 1 and <= AuditChain.Format and var format)) return false;
        bytes.Begin();
        if (format != 1) bytes.Add(format);
        if (!TryAdd(PreviousColumn, bytes)) return false;
        bytes.Add(sequence);
        for (var column = SequenceColumn + 1; column < Cells.Length; column++)
        {
            if (format == 1 && column > LastOfFormat1)
            {
                // those of a later format are no part of it, so that there must be nothing in them
                if (values[column] is not DBNull) return false;
            }
            else if (!TryAdd(column, bytes))
            {
                return false;
            }
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes.End(), hash);
        Span<char> hex = stackalloc char[SHA256.HashSizeInBytes * 2];
        Convert.TryToHexStringLower(hash, hex, out _);
        return wanted.AsSpan().SequenceEqual(hex);
    }

    private bool TryAdd(int column, CanonicalBytes bytes)
    {
        switch (values[column], Cells[column].Cell)
        {
            case (DBNull, _):
                bytes.AddNull();
                return true;
            case (long number, Cell.Number):
                bytes.Add(number);
                return true;
            case (string text, Cell.Text):
                bytes.Add(text);
                return true;
            case (string text, Cell.Id):
                return TryAddId(text, bytes);
            case (string text, Cell.Time):
                return TryAddTime(text, bytes);
            default:
                return false;
        }
    }

    // 36 characters in capitals, as EF writes them; otherwise no search would find it
    private static bool TryAddId(string text, CanonicalBytes bytes)
    {
        if (text.Length != 36) return false;
        Span<byte> plain = stackalloc byte[32];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (i is 8 or 13 or 18 or 23)
            {
                if (text[i] != '-') return false;
                continue;
            }

            if (!char.IsAsciiHexDigitUpper(text[i])) return false;
            plain[length++] = (byte)char.ToLowerInvariant(text[i]);
        }

        bytes.Add(plain);
        return true;
    }

    // as EF writes it, with no zero at the end: otherwise it would be sorted in another place
    private static bool TryAddTime(string text, CanonicalBytes bytes)
    {
        const string form = "yyyy-MM-dd HH:mm:ss.FFFFFFF";
        Span<char> again = stackalloc char[form.Length];
        if (!DateTime.TryParseExact(text, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            || !at.TryFormat(again, out var written, form, CultureInfo.InvariantCulture)
            || !text.AsSpan().SequenceEqual(again[..written]))
        {
            return false;
        }

        bytes.Add(at.Ticks);
        return true;
    }
}
