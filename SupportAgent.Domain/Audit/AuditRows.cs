using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace SupportAgent.Domain.Audit;

/// <summary>
/// Reads audit records straight from an SQLite file, one after the other, and computes their hashes as they stand there. It takes
/// nothing for granted: a value of another type, or written in another way than the app writes it, makes the record one that does not fit.
/// </summary>
internal sealed class AuditRows : IDisposable
{
    private const int FormatColumn = 0;
    private const int PreviousColumn = 1;
    private const int HashColumn = 2;
    private const int SequenceColumn = 3;
    private const int LastOfFormat1 = 18;

    // in the order of the canonical bytes; the format and the two hashes first
    private static readonly (string Name, Cell Cell)[] Columns =
    [
        ("Format", Cell.Number), ("PreviousHash", Cell.Text), ("Hash", Cell.Text),
        ("Sequence", Cell.Number), ("At", Cell.Time), ("Kind", Cell.Text), ("Action", Cell.Text), ("Outcome", Cell.Text), ("Code", Cell.Text), ("RequestedBy", Cell.Text),
        ("PersonId", Cell.Text), ("PersonName", Cell.Text), ("ConversationId", Cell.Id), ("TurnId", Cell.Id), ("ToolCallId", Cell.Id), ("DraftId", Cell.Id),
        ("Arguments", Cell.Text), ("Result", Cell.Text), ("DurationMs", Cell.Number),
        ("ArgumentsRun", Cell.Text), ("WaitedMs", Cell.Number), ("RanMs", Cell.Number), ("Retries", Cell.Number), ("ToolVersion", Cell.Text), ("ModelProvider", Cell.Text),
        ("ModelName", Cell.Text), ("ResponseId", Cell.Text), ("ClientAddress", Cell.Text), ("OrderId", Cell.Text), ("CustomerId", Cell.Text), ("AmountMinor", Cell.Number), ("Currency", Cell.Text),
    ];

    private static readonly string Query = $"""SELECT {string.Join(", ", Columns.Select(x => $"\"{x.Name}\""))} FROM "AuditRecords" ORDER BY "Sequence";""";

    private readonly SqliteCommand _command;
    private readonly SqliteDataReader _reader;
    private readonly object[] _values = new object[Columns.Length];
    private readonly CanonicalBytes _bytes = new();

    /// <param name="connection">Open; within a transaction all of it is one state.</param>
    public AuditRows(SqliteConnection connection)
    {
        _command = connection.CreateCommand();
#pragma warning disable CA2100 // made of the names above alone
        _command.CommandText = Query;
#pragma warning restore CA2100
        _reader = _command.ExecuteReader();
    }

    private enum Cell
    {
        Text,
        Number,
        Id,
        Time,
    }

    /// <summary>The number of this record.</summary>
    public long Sequence => (long)_values[SequenceColumn];

    /// <summary>The hash that it bears; null where there is no text.</summary>
    public string? Hash => _values[HashColumn] as string;

    /// <summary>The hash of the record before it, as it says.</summary>
    public string? PreviousHash => _values[PreviousColumn] as string;

    /// <summary>Goes to the next record.</summary>
    public bool Read()
    {
        if (!_reader.Read()) return false;
        _reader.GetValues(_values);
        return true;
    }

    /// <summary>Whether the hash that it bears is that of its contents.</summary>
    /// <param name="sequence">Its number; another one to ask whether it was written with that.</param>
    public bool Fits(long sequence) => HasHash(sequence, Hash);

    /// <summary>Whether its contents have a hash.</summary>
    /// <param name="sequence">As in <see cref="Fits"/>.</param>
    /// <param name="wanted">The hash.</param>
    public bool HasHash(long sequence, string? wanted)
    {
        if (_values[FormatColumn] is not (long and >= 1 and <= AuditChain.Format and var format)) return false;
        _bytes.Begin();
        if (format != 1) _bytes.Add(format);
        if (!TryAdd(PreviousColumn)) return false;
        _bytes.Add(sequence);
        for (var column = SequenceColumn + 1; column < Columns.Length; column++)
        {
            if (format == 1 && column > LastOfFormat1)
            {
                // those of a later format are no part of it, so that there must be nothing in them
                if (_values[column] is not DBNull) return false;
            }
            else if (!TryAdd(column))
            {
                return false;
            }
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_bytes.End(), hash);
        Span<char> hex = stackalloc char[SHA256.HashSizeInBytes * 2];
        Convert.TryToHexStringLower(hash, hex, out _);
        return wanted.AsSpan().SequenceEqual(hex);
    }

    public void Dispose()
    {
        _bytes.Dispose();
        _reader.Dispose();
        _command.Dispose();
    }

    private bool TryAdd(int column)
    {
        switch (_values[column], Columns[column].Cell)
        {
            case (DBNull, _):
                _bytes.AddNull();
                return true;
            case (long number, Cell.Number):
                _bytes.Add(number);
                return true;
            case (string text, Cell.Text):
                _bytes.Add(text);
                return true;
            case (string text, Cell.Id):
                return TryAddId(text);
            case (string text, Cell.Time):
                return TryAddTime(text);
            default:
                return false;
        }
    }

    // 36 characters in capitals, as EF writes them; otherwise no search would find it
    private bool TryAddId(string text)
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

        _bytes.Add(plain);
        return true;
    }

    // as EF writes it, with no zero at the end: otherwise it would be sorted in another place
    private bool TryAddTime(string text)
    {
        const string form = "yyyy-MM-dd HH:mm:ss.FFFFFFF";
        Span<char> again = stackalloc char[form.Length];
        if (!DateTime.TryParseExact(text, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            || !at.TryFormat(again, out var written, form, CultureInfo.InvariantCulture)
            || !text.AsSpan().SequenceEqual(again[..written]))
        {
            return false;
        }

        _bytes.Add(at.Ticks);
        return true;
    }
}
