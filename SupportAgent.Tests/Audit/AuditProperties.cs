using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Audit;
using SupportAgent.Tests.Infrastructure;
using Xunit;
using Xunit.Abstractions;

namespace SupportAgent.Tests.Audit;

/// <summary>
/// Random changes of a chain that has three checkpoints: each is found, and the first bad record is named. 4,000 of them, or as many as the
/// environment variable MUTATIONS says; the seed is 20261121, or that of SEED.
/// </summary>
public sealed class AuditProperties(ITestOutputHelper output)
{
    private const int Count = 40;

    // the last one at the end: whatever is cut off, it knows of it
    private static readonly int[] Signed = [10, 25, Count];

    private static readonly string[] Values = ["'x'", "'y'", "NULL", "7", "-1", "0.5", "x'0a'", "''", "'2027-01-01 00:00:00'", "'ToolCall'", "'•••'", "'{}'"];

    [Fact]
    public async Task Every_change_is_found_and_the_first_bad_record_named()
    {
        var (seed, mutations) = ((ulong)Dial.Of("SEED", 20261121), Dial.Of("MUTATIONS", 4000));
        output.WriteLine($"seed {seed}, {mutations} mutations");
        var dice = new Dice(seed);
        await using var test = await TestStore.CreateAsync();
        await test.AppendAsync([.. Enumerable.Range(1, Count).Select(x => AuditTrail.Call($"tool_{x % 7}") with { ConversationId = Guid.NewGuid(), Code = x % 3 == 0 ? "not_found" : null, Retries = x % 5 })]);
        var records = await test.RecordsAsync();
        var points = Signed.Select(x => new AuditCheckpoint(x, records[x - 1].Hash, records[x - 1].At, "", "")).ToList();
        await using var file = new SqliteConnection("Data Source=:memory:");
        await file.OpenAsync();
        await using (var db = test.Open())
        {
            await db.Database.OpenConnectionAsync();
            ((SqliteConnection)db.Database.GetDbConnection()).BackupDatabase(file);
        }

        Run(file, AuditTriggers.Drop);
        Assert.Equal(new AuditVerdict(Count, null, null), new AuditWalk(file, null, points, null).Run(CancellationToken.None));
        var names = AuditTrail.Columns.Select(x => x.Name).Where(x => x != nameof(AuditRecord.Sequence)).ToList();
        var tried = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < mutations; i++)
        {
            Run(file, "SAVEPOINT before");
            var (what, firstBad) = Mutate(file, dice, records, names);
            var verdict = new AuditWalk(file, null, points, null).Run(CancellationToken.None);
            Run(file, "ROLLBACK TO before; RELEASE before");
            var kind = what.Split(' ')[0];
            tried[kind] = tried.GetValueOrDefault(kind) + 1;
            Assert.True(verdict.FirstBad == firstBad && verdict.Problem is { Length: > 0 } == firstBad is not null, $"seed {seed}, mutation {i}: {what} should be {firstBad}, and is {verdict}");
        }

        output.WriteLine(string.Join(", ", tried.Select(x => $"{x.Key} {x.Value}")));
        Assert.Equal(8, tried.Count);
    }

    // what was done, and the first bad record
    private static (string What, long? FirstBad) Mutate(SqliteConnection file, Dice dice, List<AuditRecord> records, List<string> columns)
    {
        var (n, other) = (1 + dice.Below(Count), 1 + dice.Below(Count));
        switch (dice.Below(8))
        {
            case 0:
                var (column, value) = (columns[dice.Below(columns.Count)], Values[dice.Below(Values.Length)]);
                var before = Scalar(file, $"SELECT '' || quote({column}) FROM AuditRecords WHERE Sequence = {n}");
                Run(file, $"UPDATE OR IGNORE AuditRecords SET {column} = {value} WHERE Sequence = {n}");
                return ($"alter {column} of {n} to {value}", Scalar(file, $"SELECT '' || quote({column}) FROM AuditRecords WHERE Sequence = {n}") == before ? null : n);
            case 1:
                Put(file, Forged(records[n - 1]));
                return ($"forge {n}", Signed.Contains(n) ? AfterPointBefore(n) : n + 1);
            case 2:
                Run(file, $"DELETE FROM AuditRecords WHERE Sequence = {n}");
                return ($"delete {n}", n);
            case 3:
                Run(file, $"DELETE FROM AuditRecords WHERE Sequence = {n}");
                Shift(file, n + 1, -1);
                return ($"close {n}", n);
            case 4:
                Run(file, $"UPDATE AuditRecords SET Sequence = 1000 WHERE Sequence = {n}; UPDATE AuditRecords SET Sequence = {n} WHERE Sequence = {other}; UPDATE AuditRecords SET Sequence = {other} WHERE Sequence = 1000");
                return ($"swap {n} and {other}", n == other ? null : Math.Min(n, other));
            case 5:
                Shift(file, n, 1);
                Put(file, Forged(records[other - 1], n, records[n - 1].PreviousHash));
                return ($"insert {n}", Signed.Contains(n) ? AfterPointBefore(n) : n);
            case 6:
                Run(file, $"DELETE FROM AuditRecords WHERE Sequence >= {n}");
                return ($"truncate {n}", n);
            default:
                var hash = records[n - 1].PreviousHash;
                foreach (var record in records.Skip(n - 1))
                {
                    var next = record.Sequence == n ? Forged(record, n, hash) : RawAudit.With(record, _ => { }, previousHash: hash);
                    hash = next.Hash;
                    Put(file, next);
                }

                return ($"rewrite {n}", AfterPointBefore(n));
        }
    }

    private static long AfterPointBefore(int n) => Signed.LastOrDefault(x => x < n) + 1;

    private static AuditRecord Forged(AuditRecord record, long? sequence = null, string? previousHash = null) => RawAudit.With(record, x => x.PersonName = "Eve", sequence, previousHash);

    private static void Shift(SqliteConnection file, int from, int by) =>
        Run(file, $"UPDATE AuditRecords SET Sequence = Sequence + 10000 WHERE Sequence >= {from}; UPDATE AuditRecords SET Sequence = Sequence - 10000 + {by} WHERE Sequence > 10000");

    private static void Put(SqliteConnection file, AuditRecord record)
    {
        Run(file, string.Create(CultureInfo.InvariantCulture, $"DELETE FROM AuditRecords WHERE Sequence = {record.Sequence}"));
        var values = AuditTrail.Columns.Select(x => (x.Name, Value: x.GetValue(record) switch
        {
            DateTimeOffset at => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
            Guid id => id.ToString("D").ToUpperInvariant(),
            Enum kind => kind.ToString(),
            var any => any,
        })).ToList();
        using var command = file.CreateCommand();
#pragma warning disable CA2100 // names of columns
        command.CommandText = $"INSERT INTO AuditRecords ({string.Join(", ", values.Select(x => x.Name))}) VALUES ({string.Join(", ", values.Select(x => "$" + x.Name))})";
#pragma warning restore CA2100
        foreach (var (name, value) in values) command.Parameters.AddWithValue("$" + name, value ?? DBNull.Value);
        command.ExecuteNonQuery();
    }

    private static void Run(SqliteConnection file, string sql)
    {
        using var command = file.CreateCommand();
#pragma warning disable CA2100 // made here
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static string? Scalar(SqliteConnection file, string sql)
    {
        using var command = file.CreateCommand();
#pragma warning disable CA2100 // made here
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar() as string;
    }
}
