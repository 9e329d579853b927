using Microsoft.Data.Sqlite;

namespace SupportAgent.Domain.Audit;

/// <summary>
/// Reads audit records straight from an SQLite file, one after the other, and computes their hashes as they stand there. Hashes are
/// computed beside the reading of what comes next, so that a long chain takes half the time where there are two processors.
/// </summary>
internal sealed class AuditRows : IDisposable
{
    // some megabytes at most, since a record's texts are bounded
    private const int Ahead = 256;

    private static readonly string Query = $"""SELECT {string.Join(", ", AuditRow.Columns.Select(x => $"\"{x}\""))} FROM "AuditRecords" ORDER BY "Sequence";""";

    private readonly SqliteCommand _command;
    private readonly SqliteDataReader _reader;
    private readonly CanonicalBytes _bytes = new();
    private readonly CanonicalBytes _bytesBeside = new();
    private Task<AuditRow[]> _checking;
    private AuditRow[] _rows = [];
    private int _at;

    /// <param name="connection">Open; within a transaction all of it is one state. It is used by the thread that reads alone.</param>
    public AuditRows(SqliteConnection connection)
    {
        _command = connection.CreateCommand();
#pragma warning disable CA2100 // made of the names above alone
        _command.CommandText = Query;
#pragma warning restore CA2100
        _reader = _command.ExecuteReader();
        _checking = CheckAsync(Next());
    }

    /// <summary>This record.</summary>
    public AuditRow Current => _rows[_at];

    /// <summary>Goes to the next record.</summary>
    public bool Read()
    {
        if (++_at < _rows.Length) return true;
        var next = Next();
        (_rows, _at) = (_checking.GetAwaiter().GetResult(), 0);
        _checking = CheckAsync(next);
        return _rows.Length > 0;
    }

    /// <summary>Whether the contents of this record have a hash.</summary>
    /// <param name="sequence">Its number; another one to ask whether it was written with that.</param>
    /// <param name="wanted">The hash.</param>
    public bool HasHash(long sequence, string? wanted) => Current.HasHash(sequence, wanted, _bytes);

    public void Dispose()
    {
        _checking.GetAwaiter().GetResult();
        _bytes.Dispose();
        _bytesBeside.Dispose();
        _reader.Dispose();
        _command.Dispose();
    }

    private AuditRow[] Next()
    {
        var rows = new List<AuditRow>(Ahead);
        while (rows.Count < Ahead && _reader.Read())
        {
            var values = new object[AuditRow.Columns.Count];
            _reader.GetValues(values);
            rows.Add(new AuditRow(values));
        }

        return [.. rows];
    }

    private Task<AuditRow[]> CheckAsync(AuditRow[] rows) => Task.Run(() =>
    {
        foreach (var row in rows) row.Check(_bytesBeside);
        return rows;
    });
}
