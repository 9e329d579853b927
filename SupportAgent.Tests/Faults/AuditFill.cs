using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Store;
using SupportAgent.Tests.Audit;
using SupportAgent.Tests.Infrastructure;

namespace SupportAgent.Tests.Faults;

/// <summary>
/// Makes a database with any number of plausible records, chained as the app chains them: two years of 24 people, 20,000 customers, 100,000 orders
/// and three models. Then it measures the search in it.
/// </summary>
internal static class AuditFill
{
    private const int Batch = 20_000;
    private const int Times = 25;

    private static readonly (string Tool, int Weight)[] Tools =
        [("get_order", 40), ("find_customer", 15), ("search_policies", 12), ("prepare_refund", 8), ("approve", 5), ("execute_refund", 5), ("add_ticket_note", 8), ("sign_in", 4), ("create_ticket", 3)];

    private static readonly string[] Words =
        ["damaged", "late", "wrong", "size", "parcel", "missing", "broken", "screen", "battery", "refund", "exchange", "colour", "delivered", "twice", "invoice", "gift", "address", "kettle", "lamp", "desk"];

    public static async Task RunAsync(string path, int records)
    {
        var clock = Stopwatch.StartNew();
        await using var services = new ServiceCollection().AddStore(_ => $"Data Source={path};Pooling=False").BuildServiceProvider();
        await using (var db = await services.GetRequiredService<IDbContextFactory<SupportDb>>().CreateDbContextAsync()) await db.Database.MigrateAsync();
        await using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        await connection.OpenAsync();
        Execute(connection, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-400000; PRAGMA temp_store=FILE;");
        // indexes and words are made at the end, in one go
        var indexes = Texts(connection, "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'AuditRecords' AND sql IS NOT NULL");
        foreach (var name in Texts(connection, "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = 'AuditRecords' AND sql IS NOT NULL")) Execute(connection, $"DROP INDEX \"{name}\"");
        Execute(connection, AuditTriggers.Drop + AuditIndex.DropTriggers);
        Fill(connection, records);
        Say($"{records:N0} records after {clock.Elapsed.TotalSeconds:N0} s");
        foreach (var index in indexes) Execute(connection, index);
        Say($"indexes after {clock.Elapsed.TotalSeconds:N0} s");
        Execute(connection, "INSERT INTO \"AuditWords\" (\"AuditWords\") VALUES ('rebuild');");
        Execute(connection, AuditTriggers.Current + AuditIndex.CreateTriggers);
        Execute(connection, "PRAGMA journal_mode=WAL;");
        Say($"words after {clock.Elapsed.TotalSeconds:N0} s, {new FileInfo(path).Length / 1024 / 1024:N0} MB");
    }

    public static async Task MeasureAsync(string path)
    {
        await using var services = new ServiceCollection().AddStore(_ => $"Data Source={path}").BuildServiceProvider();
        var store = services.GetRequiredService<SupportStore>();
        var search = new AuditSearch(store);
        var (last, first) = ((await search.FindAsync(new AuditQuery { Size = 1 })).Records[0], (await search.FindAsync(new AuditQuery { Size = 1, OldestFirst = true })).Records[0]);
        var middle = (await search.FindAsync(last.Sequence / 2))!;
        var (month, after) = (middle.At, middle.At.AddDays(30));
        var dice = new Dice(7);
        Say($"{last.Sequence:N0} records, {(last.At - first.At).TotalDays:N0} days, {new FileInfo(path).Length / 1024 / 1024:N0} MB");
        await PageAsync("first page, no filter", () => new());
        await PageAsync("deep page, no filter", () => new() { Before = dice.Below((int)last.Sequence) + 1 });
        await PageAsync("a month two thirds back", () => new() { From = month, To = after });
        await PageAsync("tool", () => new() { Action = One(Tools).Tool });
        await PageAsync("rare tool", () => new() { Action = "no_such_tool" });
        await PageAsync("kind", () => new() { Kind = AuditKind.Decision });
        await PageAsync("outcome", () => new() { Outcome = "timed_out" });
        await PageAsync("code", () => new() { Code = "rate_limited" });
        await PageAsync("person, one name", () => new() { Person = $"Person {dice.Below(24):D2}" });
        await PageAsync("person, part of many names", () => new() { Person = "person" });
        await PageAsync("order", () => new() { OrderId = Order(dice.Below(100_000)) });
        await PageAsync("customer", () => new() { CustomerId = Customer(dice.Below(20_000)) });
        await PageAsync("amount from 990 to 1000", () => new() { MinAmount = 990, MaxAmount = 1000 });
        await PageAsync("amount that there is not", () => new() { MinAmount = 5000 });
        await PageAsync("model", () => new() { Model = "model-small" });
        await PageAsync("conversation", () => new() { ConversationId = middle.ConversationId });
        await PageAsync("tool and outcome", () => new() { Action = "execute_refund", Outcome = "failed" });
        await PageAsync("deep page of a tool", () => new() { Action = "get_order", Before = dice.Below((int)last.Sequence) + 1 });
        await PageAsync("text, one order", () => new() { Text = Order(dice.Below(100_000)) });
        await PageAsync("text, a common word", () => new() { Text = One(Words) });
        await PageAsync("text, two words", () => new() { Text = $"{One(Words)} {One(Words)}" });
        await PageAsync("text, start of a word", () => new() { Text = "kett*" });
        await PageAsync("text and tool", () => new() { Text = "kettle", Action = "prepare_refund" });
        await PageAsync("text that there is not", () => new() { Text = "zzzyx" });
        await BarsAsync("histogram of a month, no filter", () => new() { From = month, To = after });
        await BarsAsync("histogram of a month, one tool", () => new() { From = month, To = after, Action = "get_order" });
        await BarsAsync("histogram of a month, one outcome", () => new() { From = month, To = after, Outcome = "succeeded" });
        await BarsAsync("histogram of a month, a common word", () => new() { From = month, To = after, Text = "kettle" });
        await BarsAsync("histogram of a month, amounts", () => new() { From = month, To = after, MinAmount = 100 });
        await BarsAsync("histogram of all time, no filter", () => new());
        await BarsAsync("histogram of all time, one tool", () => new() { Action = "get_order" });
        await BarsAsync("histogram of all time, a common word", () => new() { Text = "kettle" });

        T One<T>(IReadOnlyList<T> things) => things[dice.Below(things.Count)];
        Task PageAsync(string what, Func<AuditQuery> query) => TimeAsync(what, async () => (await search.FindAsync(query())).Records.Count);
        Task BarsAsync(string what, Func<AuditQuery> query) => TimeAsync(what, async () => (await search.CountAsync(query())).Total);
    }

    public static async Task VerifyAsync(string path)
    {
        await using var services = new ServiceCollection().AddStore(_ => $"Data Source={path}").BuildServiceProvider();
        var folders = AuditFolders.In(Path.GetDirectoryName(path)!);
        var store = services.GetRequiredService<SupportStore>();
        var verification = new AuditVerification(store, new AuditCheckpoints(store, new AuditKey(folders), folders, TimeProvider.System), new AuditKey(folders));
        for (var round = 0; round < 3; round++)
        {
            var (clock, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            var verdict = await verification.VerifyAsync();
            Say($"verified in {clock.Elapsed.TotalSeconds:N2} s, of the processor {(Environment.CpuUsage.TotalTime - before).TotalSeconds:N2} s: {verdict}");
        }
    }

    /// <summary>A plausible record.</summary>
    internal static AuditRecord Record(Dice dice, long number, long all, string previousHash)
    {
        var tool = Pick(dice);
        var (order, customer) = (dice.Below(100_000), dice.Below(20_000));
        var isTool = tool is not ("approve" or "sign_in");
        var roll = dice.Below(100);
        var (outcome, code) = tool == "approve" ? (roll < 85 ? "approved" : "denied", null) : tool.StartsWith("prepare", StringComparison.Ordinal) && roll < 90 ? ("awaiting_approval", null)
            : roll switch { < 90 => ("succeeded", (string?)null), < 95 => ("rejected", "not_found"), < 98 => ("failed", "tool_failed"), 98 => ("timed_out", "timed_out"), _ => ("rejected", "rate_limited") };
        var hasMoney = tool is "prepare_refund" or "approve" or "execute_refund";
        var text = $"{Words[dice.Below(Words.Length)]} {Words[dice.Below(Words.Length)]} {Words[dice.Below(Words.Length)]}";
        var minor = 100 + dice.Below(100_000);
        var record = new AuditRecord
        {
            Sequence = number,
            At = new DateTimeOffset(2024, 11, 1, 0, 0, 0, TimeSpan.Zero) + (TimeSpan.FromDays(730) * ((double)number / all)),
            Kind = tool == "approve" ? AuditKind.Decision : tool == "sign_in" ? AuditKind.Account : AuditKind.ToolCall,
            Action = tool,
            Outcome = outcome,
            Code = code,
            RequestedBy = isTool && tool != "execute_refund" ? "model" : "person",
            PersonId = $"person-{number / 12 % 24:D2}",
            PersonName = $"Person {number / 12 % 24:D2}",
            ConversationId = tool == "sign_in" ? null : IdOf(number / 12, 1),
            TurnId = isTool ? IdOf(number / 3, 2) : null,
            ToolCallId = isTool ? IdOf(number, 3) : null,
            DraftId = hasMoney ? IdOf(number / 12, 4) : null,
            Arguments = tool == "sign_in" ? $$"""{"account":"person{{number % 24:D2}}@example.test"}""" : $$"""{"order_id":"{{Order(order)}}","note":"{{text}}"}""",
            Result = isTool ? $$"""{"order_id":"{{Order(order)}}","status":"delivered","customer":"{{Customer(customer)}}","total":{"amount":{{minor / 100}}.50,"currency":"USD"},"items":[{"name":"{{Words[dice.Below(Words.Length)]}}","price":20.00}]}""" : text,
            DurationMs = dice.Below(400),
            WaitedMs = 3,
            RanMs = 12,
            ToolVersion = isTool ? "9310656e1036" : null,
            ModelProvider = isTool ? "openai" : null,
            ModelName = isTool ? (number % 10) switch { 0 => "model-small", < 4 => "model-medium", _ => "model-large" } : null,
            OrderId = tool == "sign_in" ? null : Order(order),
            CustomerId = tool == "sign_in" ? null : Customer(customer),
            AmountMinor = hasMoney ? minor : null,
            Currency = hasMoney ? "USD" : null,
            Format = AuditChain.Format,
            PreviousHash = previousHash,
        };
        record.Hash = AuditChain.HashOf(record);
        return record;
    }

    private static void Fill(SqliteConnection connection, int records)
    {
        var dice = new Dice(1);
        var columns = AuditTrail.Columns;
        using var insert = connection.CreateCommand();
        insert.CommandText = $"INSERT INTO \"AuditRecords\" ({string.Join(", ", columns.Select(x => $"\"{x.Name}\""))}) VALUES ({string.Join(", ", columns.Select(x => $"${x.Name}"))})";
        var parameters = columns.Select(x => insert.Parameters.AddWithValue($"${x.Name}", DBNull.Value)).ToArray();
        var hash = AuditChain.Start;
        for (var number = 1L; number <= records;)
        {
            using var transaction = connection.BeginTransaction();
            insert.Transaction = transaction;
            for (var i = 0; i < Batch && number <= records; i++, number++)
            {
                var record = Record(dice, number, records, hash);
                hash = record.Hash;
                for (var column = 0; column < columns.Count; column++) parameters[column].Value = Stored(columns[column].GetValue(record));
                insert.ExecuteNonQuery();
            }

            transaction.Commit();
        }
    }

    private static object Stored(object? value) => value switch
    {
        null => DBNull.Value,
        Guid id => id.ToString().ToUpperInvariant(),
        DateTimeOffset at => at.UtcDateTime,
        Enum word => word.ToString(),
        _ => value,
    };

    private static async Task TimeAsync(string what, Func<Task<long>> run)
    {
        var (found, times) = (0L, new List<double>());
        for (var i = 0; i < Times; i++)
        {
            var clock = Stopwatch.StartNew();
            found = await run();
            times.Add(clock.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        Say($"{what,-42} p50 {times[Times / 2],7:N1} ms   p95 {times[(int)(Times * 0.95)],7:N1} ms   {found:N0}");
    }

    private static string Pick(Dice dice)
    {
        var roll = dice.Below(100);
        foreach (var (tool, weight) in Tools)
            if ((roll -= weight) < 0) return tool;
        return Tools[0].Tool;
    }

    private static string Order(int number) => $"#W{number * 97 % 10_000_000:D7}";

    private static string Customer(int number) => $"customer_{number:D5}";

    private static Guid IdOf(long number, byte what) => new(what, 0, 0, BitConverter.GetBytes(number));

    private static List<string> Texts(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the texts of this file
        command.CommandText = sql;
#pragma warning restore CA2100
        List<string> found = [];
        using var reader = command.ExecuteReader();
        while (reader.Read()) found.Add(reader.GetString(0));
        return found;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the texts of this file
        command.CommandText = sql;
#pragma warning restore CA2100
        command.CommandTimeout = 0;
        command.ExecuteNonQuery();
    }

    private static void Say(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
