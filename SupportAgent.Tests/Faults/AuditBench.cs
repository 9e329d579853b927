using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Store;
using SupportAgent.Tests.Audit;
using SupportAgent.Tests.Infrastructure;

namespace SupportAgent.Tests.Faults;

/// <summary>
/// Measures what the chain costs: <c>bench-audit [processes] [records]</c> inserts records as the app does, and the same rows without number,
/// trigger and hash, by turns, one transaction each. <c>bench-audit verify [records or file]</c> measures a check of the whole chain.
/// <c>bench-audit fill records file</c> makes a database with plausible records, and <c>bench-audit search file</c> measures the search in it.
/// </summary>
internal static class AuditBench
{
    private const int Rounds = 7;

    // each process counts in a range of its own
    private static long _number = Environment.ProcessId * 1_000_000L;

    /// <summary>How records are inserted.</summary>
    public enum Way
    {
        Chained,
        Unchained,
    }

    public static async Task RunAsync(string[] args)
    {
        if (args is ["fill", _, var file]) await AuditFill.RunAsync(file, Number(args, 1, 1_000_000));
        else if (args is ["search", var filled]) await AuditFill.MeasureAsync(filled);
        else if (args is ["verify", var known] && File.Exists(known)) await AuditFill.VerifyAsync(known);
        else if (args is ["verify", ..]) await VerifyAsync(Number(args, 1, 1_000_000));
        else await CompareAsync(Number(args, 0, 4), Number(args, 1, 2000));
    }

    /// <summary>Appends records, one transaction each.</summary>
    public static async Task AppendAsync(SupportStore store, int count, Way way)
    {
        var log = new AuditLog(TimeProvider.System);
        for (var i = 0; i < count; i++)
        {
            var entry = Entry(i);
            if (way == Way.Chained) await store.WriteAsync(db => log.AppendAsync(db, entry));
            else await store.WriteAsync(db => InsertAsync(db, entry));
        }
    }

    // the same row on the same way, but with a number of its own, no look at the row before, and no hash
    private static async Task InsertAsync(SupportDb db, AuditEntry entry)
    {
        var record = RawAudit.Masked(Interlocked.Increment(ref _number), entry);
        await db.SaveChangesAsync();
        db.Add(record);
        await db.SaveChangesAsync();
    }

    private static async Task CompareAsync(int processes, int records)
    {
        using var folder = new TempFolder();
        var (with, without) = (folder.File("chained.db"), folder.File("unchained.db"));
        foreach (var file in new[] { with, without }) File.Copy(await ShopTemplate.WithPeopleAsync(), file);
        await using (var connection = new SqliteConnection($"Data Source={without};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = AuditTriggers.Drop;
            await command.ExecuteNonQueryAsync();
        }

        var chaining = Enumerable.Range(0, processes).Select(_ => WorkerProcess.Start(with)).ToList();
        var others = Enumerable.Range(0, processes).Select(_ => WorkerProcess.Start(without)).ToList();
        foreach (var worker in chaining.Concat(others)) await worker.UntilAsync("up");
        await TimeAsync(chaining, "append", 50);
        await TimeAsync(others, "unchained", 50);
        List<double> chained = [], unchained = [];
        for (var round = 0; round < Rounds; round++)
        {
            unchained.Add(await TimeAsync(others, "unchained", records / processes));
            chained.Add(await TimeAsync(chaining, "append", records / processes));
            Say($"round {round + 1}: unchained {records / unchained[^1]:N0}/s, chained {records / chained[^1]:N0}/s, ratio {chained[^1] / unchained[^1]:N2}");
        }

        Say($"{processes} processes, {records} records a round; median ratio {chained.Zip(unchained, (x, y) => x / y).Order().ElementAt(Rounds / 2):N2}");
        foreach (var worker in chaining.Concat(others)) worker.Dispose();
    }

    private static async Task VerifyAsync(int records)
    {
        await using var test = await TestStore.CreateAsync();
        var hash = AuditChain.Start;
        await using (var db = test.Open())
        {
            await db.Database.OpenConnectionAsync();
            for (var from = 1; from <= records; from += 5000)
            {
                db.ChangeTracker.Clear();
                await using var transaction = await db.Database.BeginTransactionAsync();
                for (var i = from; i < from + 5000 && i <= records; i++)
                {
                    var record = RawAudit.New(i, hash, AuditChain.Format, Entry(i));
                    hash = record.Hash;
                    db.Add(record);
                }

                await db.SaveChangesAsync();
                await transaction.CommitAsync();
            }
        }

        Say($"{records:N0} records, {new FileInfo(test.Path).Length / 1024 / 1024:N0} MB");
        for (var round = 0; round < 3; round++)
        {
            var (clock, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            var verdict = await test.VerifyAsync();
            Say($"verified in {clock.Elapsed.TotalSeconds:N2} s, of the processor {(Environment.CpuUsage.TotalTime - before).TotalSeconds:N2} s: {verdict}");
        }
    }

    private static async Task<double> TimeAsync(List<WorkerProcess> workers, string order, int each)
    {
        var clock = Stopwatch.StartNew();
        foreach (var worker in workers) worker.Tell($"{order} {each}");
        await Task.WhenAll(workers.Select(x => x.UntilAsync($"done {order}")));
        return clock.Elapsed.TotalSeconds;
    }

    private static AuditEntry Entry(int i) => AuditTrail.Call() with
    {
        ConversationId = Guid.NewGuid(),
        ToolCallId = Guid.NewGuid(),
        Arguments = $$"""{"order_id":"#W{{i % 10_000_000:D7}}"}""",
        Result = $$"""{"order_id":"#W{{i % 10_000_000:D7}}","status":"delivered","placed_at":"2026-01-01T00:00:00Z","total":{"amount":120.50,"currency":"USD"},"items":[{"name":"Lamp","price":20.00},{"name":"Desk","price":100.50}]}""",
    };

    private static int Number(string[] args, int place, int usual) => args.Length > place ? int.Parse(args[place], CultureInfo.InvariantCulture) : usual;

    private static void Say(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
