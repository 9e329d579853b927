using Microsoft.Data.Sqlite;

namespace SupportAgent.Domain.Audit;

/// <summary>Reads the stubs straight from an SQLite file, in the order of the records, beside <see cref="AuditRows"/>.</summary>
internal sealed class AuditStubRows : IDisposable
{
    private readonly SqliteCommand _command;
    private readonly SqliteDataReader _reader;

    /// <param name="connection">Open; within a transaction all of it is one state.</param>
    public AuditStubRows(SqliteConnection connection)
    {
        _command = connection.CreateCommand();
        _command.CommandText = """SELECT "Sequence", "Why", "Kind", "Hash", "Kept", "At", "Key", "Signature" FROM "AuditStubs" ORDER BY "Sequence";""";
        _reader = _command.ExecuteReader();
        Next();
    }

    /// <summary>The number of the record of the next stub; null where there is none any more.</summary>
    public long? Sequence { get; private set; }

    /// <summary>The stubs of a record, and none of those before it.</summary>
    public IReadOnlyList<Row> Take(long sequence)
    {
        if (Sequence != sequence) return [];
        List<Row> rows = [];
        for (; Sequence == sequence; Next()) rows.Add(new Row(sequence, Text(1), Text(2), Text(3), Text(4), Text(5), Text(6), Text(7)));
        return rows;
    }

    public void Dispose()
    {
        _reader.Dispose();
        _command.Dispose();
    }

    // a value of another type is nothing that we wrote
    private string Text(int column) => _reader.GetValue(column) as string ?? "";

    private void Next() => Sequence = _reader.Read() ? _reader.GetValue(0) as long? ?? long.MinValue : null;

    /// <summary>A stub as it stands there.</summary>
    public readonly record struct Row(long Sequence, string Why, string Kind, string Hash, string Kept, string At, string Key, string Signature)
    {
        public bool IsSignedBy(AuditSigner? signer) => signer is not null && signer.HasSigned(AuditStub.SignedBytes(Sequence, Why, Kind, Hash, Kept, At, Key), Key, Signature);
    }
}
