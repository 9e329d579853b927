using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SupportAgent.Domain;
using SupportAgent.Domain.Audit;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Audit;

public sealed class AuditRetentionTests
{
    private static readonly AuditRetentionOptions ToolCalls = new() { ToolCall = 30 };

    /// <summary>What stays of a record, so that a column that is added is tried as well.</summary>
    public static TheoryData<string> Kept => [.. AuditTrail.Columns.Select(x => x.Name).Where(x => x is not (nameof(AuditRecord.Sequence) or nameof(AuditRecord.Hash)))];

    [Fact]
    public async Task Contents_older_than_their_kind_is_kept_are_removed_and_the_chain_verifies_also_against_an_older_checkpoint()
    {
        await using var test = await OldAndNewAsync();
        var checkpoint = await test.Checkpoints().MakeAsync();
        var before = await test.RecordsAsync();
        Assert.Equal(new Dictionary<AuditKind, int> { [AuditKind.ToolCall] = 3 }, await Retention(test, ToolCalls).PruneAsync());

        var after = await test.RecordsAsync();
        foreach (var record in after.Take(3))
        {
            var was = before[(int)record.Sequence - 1];
            Assert.Equal((null, null, null, AuditRemoval.NoName, null, null), (record.Arguments, record.ArgumentsRun, record.Result, record.PersonName, record.ClientAddress, record.ModelName));
            Assert.Equal((was.Action, was.Outcome, was.PersonId, was.AmountMinor, was.Currency, was.OrderId, was.DraftId, was.Hash), (record.Action, record.Outcome, record.PersonId, record.AmountMinor, record.Currency, record.OrderId, record.DraftId, record.Hash));
        }

        Assert.Equal(1250, after[0].AmountMinor);
        Assert.Equal(("Because", "Ada"), (after[3].Result, after[3].PersonName));
        Assert.NotNull(after[4].Arguments);
        Assert.Equal((AuditKind.Removal, "prune_audit"), (after[5].Kind, after[5].Action));
        Assert.Contains("\"ToolCall\":3", after[5].Result, StringComparison.Ordinal);
        Assert.Equal(new AuditVerdict(6, null, null), await test.VerifyAsync(checkpoint));
    }

    [Fact]
    public async Task What_was_removed_is_not_found_by_words_any_more_and_is_said_where_records_are_read()
    {
        await using var test = await OldAndNewAsync();
        await Retention(test, ToolCalls).PruneAsync();
        var search = new AuditSearch(test.Store);
        Assert.Equal([5], (await search.FindAsync(new AuditQuery { Text = "W1234567" })).Records.Select(x => x.Sequence));
        var first = (await search.FindAsync(1))!;
        Assert.Equal($"Removed by retention on {test.Time.GetUtcNow().UtcDateTime:yyyy-MM-dd}", first.Removed?.ToString());
        Assert.Null((await search.FindAsync(4))!.Removed);
        Assert.Contains("\"removed\":\"Removed by retention on ", AuditJson.Line(first), StringComparison.Ordinal);
        Assert.Contains("\"Removed by retention on ", AuditCsv.Line(first), StringComparison.Ordinal);
        Assert.DoesNotContain("removed", AuditJson.Line((await search.FindAsync(4))!), StringComparison.Ordinal);
        Assert.Equal(-1, (await BytesAsync(test)).AsSpan().IndexOf("secretword"u8));
    }

    [Fact]
    public async Task A_second_time_nothing_is_done_twice()
    {
        await using var test = await OldAndNewAsync();
        await Retention(test, ToolCalls).PruneAsync();
        var count = (await test.RecordsAsync()).Count;
        Assert.Empty(await Retention(test, ToolCalls).PruneAsync());
        Assert.Equal(count, (await test.RecordsAsync()).Count);
        // what grows old later goes later
        test.Time.Advance(TimeSpan.FromDays(40));
        await test.Checkpoints().MakeAsync();
        Assert.Equal(1, (await Retention(test, ToolCalls).PruneAsync())[AuditKind.ToolCall]);
        Assert.True((await test.VerifyAsync()).IsSound);
    }

    [Fact]
    public async Task Without_settings_everything_is_kept()
    {
        await using var test = await OldAndNewAsync();
        Assert.Empty(await Retention(test, new AuditRetentionOptions()).PruneAsync());
        Assert.Equal(5, (await test.RecordsAsync()).Count(x => x.Arguments is not null || x.Result is not null));
    }

    [Fact]
    public async Task Only_what_a_checkpoint_has_signed_is_removed()
    {
        await using var test = await TestStore.CreateAsync();
        await test.AppendAsync(AuditTrail.Call(), AuditTrail.Call());
        await test.Checkpoints().MakeAsync();
        await test.AppendAsync(AuditTrail.Call());
        test.Time.Advance(TimeSpan.FromDays(40));
        Assert.Equal(2, (await Retention(test, ToolCalls).PruneAsync())[AuditKind.ToolCall]);
        Assert.NotNull((await test.RecordsAsync())[2].Arguments);
    }

    [Fact]
    public async Task An_altered_record_is_not_hidden_under_a_stub()
    {
        await using var test = await OldAndNewAsync();
        await test.TamperAsync("UPDATE AuditRecords SET AmountMinor = 1 WHERE Sequence = 1");
        await Assert.ThrowsAsync<AuditUnsoundException>(() => Retention(test, ToolCalls).PruneAsync());
        Assert.Equal(5, (await test.RecordsAsync()).Count);
        Assert.Equal(1, (await test.VerifyAsync()).FirstBad);
    }

    [Fact]
    public async Task History_that_was_written_anew_since_the_checkpoint_is_not_hidden_either()
    {
        await using var test = await TestStore.CreateAsync();
        await test.AppendAsync(AuditTrail.Call());
        await test.Checkpoints().MakeAsync();
        await RawAudit.PutAsync(test, RawAudit.With((await test.RecordsAsync())[0], x => x.Result = "forged"));
        test.Time.Advance(TimeSpan.FromDays(40));
        await Assert.ThrowsAsync<AuditUnsoundException>(() => Retention(test, ToolCalls).PruneAsync());
    }

    [Theory]
    [InlineData("UPDATE AuditRecords SET Arguments = NULL, ArgumentsRun = NULL, Result = NULL WHERE Sequence = 5", "never changed")]
    [InlineData("UPDATE AuditRecords SET Arguments = 'other' WHERE Sequence = 1", "never changed")]
    [InlineData("UPDATE AuditRecords SET PersonName = 'Eve' WHERE Sequence = 1", "never changed")]
    [InlineData("UPDATE AuditRecords SET AmountMinor = 1 WHERE Sequence = 1", "never changed")]
    [InlineData("UPDATE AuditRecords SET Hash = PreviousHash WHERE Sequence = 1", "never changed")]
    [InlineData("DELETE FROM AuditRecords WHERE Sequence = 1", "never deleted")]
    [InlineData("UPDATE AuditStubs SET Signature = 'x'", "never changed")]
    [InlineData("DELETE FROM AuditStubs", "never deleted")]
    [InlineData("INSERT OR REPLACE INTO AuditStubs SELECT Sequence, Why, Kind, Hash, Kept, At, Key, 'x' FROM AuditStubs WHERE Sequence = 1", "only appended")]
    [InlineData("INSERT INTO AuditStubs SELECT 5, Why, Kind, Hash, Kept, At, Key, Signature FROM AuditStubs WHERE Sequence = 1", "only appended")]
    [InlineData("INSERT INTO AuditStubs SELECT 99, Why, Kind, Hash, Kept, At, Key, Signature FROM AuditStubs WHERE Sequence = 1", "only appended")]
    public async Task The_database_refuses_every_change_but_an_emptying_with_a_stub_of_the_same_hash(string sql, string why)
    {
        await using var test = await OldAndNewAsync();
        await Retention(test, ToolCalls).PruneAsync();
        await using var db = test.Open();
        var refused = await Assert.ThrowsAsync<SqliteException>(() => db.Database.ExecuteSqlRawAsync(sql));
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kept))]
    public async Task With_a_stub_no_other_column_can_be_changed_and_behind_the_triggers_it_is_found(string column)
    {
        await using var test = await OldAndNewAsync();
        await Retention(test, ToolCalls).PruneAsync();
        foreach (var value in (string[])["'x'", "7", "'F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6'"])
        {
            await Assert.ThrowsAsync<SqliteException>(() => RunAsync(test, $"UPDATE AuditRecords SET {column} = {value} WHERE Sequence = 2"));
            await test.TamperAsync($"CREATE TABLE Kept AS SELECT * FROM AuditRecords WHERE Sequence = 2; UPDATE AuditRecords SET {column} = {value} WHERE Sequence = 2");
            Assert.Equal(new AuditVerdict(1, 2, "Record 2 was altered after its contents had been removed: what is left of it does not fit its stub."), await test.VerifyAsync());
            await test.TamperAsync($"UPDATE AuditRecords SET {column} = (SELECT {column} FROM Kept) WHERE Sequence = 2; DROP TABLE Kept");
        }

        Assert.True((await test.VerifyAsync()).IsSound);
    }

    [Theory]
    [InlineData("DELETE FROM AuditStubs WHERE Sequence = 2", "Record 2 was altered: its hash does not fit its contents.")]
    [InlineData("UPDATE AuditStubs SET Kept = Hash WHERE Sequence = 2", "The stub of record 2 bears no signature of this installation: its contents were removed by somebody else, or it was altered.")]
    [InlineData("UPDATE AuditStubs SET At = '2020-01-01 00:00:00' WHERE Sequence = 2", "The stub of record 2 bears no signature of this installation: its contents were removed by somebody else, or it was altered.")]
    [InlineData("UPDATE AuditStubs SET Signature = 7, Why = 'Erasure' WHERE Sequence = 2", "The stub of record 2 bears no signature of this installation: its contents were removed by somebody else, or it was altered.")]
    [InlineData("UPDATE AuditStubs SET Hash = Kept WHERE Sequence = 2", "The stub of record 2 is that of another record: their hashes are not the same.")]
    [InlineData("UPDATE AuditStubs SET Sequence = 5 WHERE Sequence = 2", "Record 2 was altered: its hash does not fit its contents.")]
    [InlineData("UPDATE AuditStubs SET Hash = (SELECT Hash FROM AuditRecords WHERE Sequence = 2), Sequence = 2, Why = 'Erasure' WHERE Sequence = 3", "The stub of record 2 bears no signature of this installation: its contents were removed by somebody else, or it was altered.")]
    public async Task A_stub_that_is_forged_altered_moved_or_gone_is_named(string sql, string problem)
    {
        await using var test = await OldAndNewAsync();
        await Retention(test, ToolCalls).PruneAsync();
        await TamperStubsAsync(test, sql);
        Assert.Equal(new AuditVerdict(1, 2, problem), await test.VerifyAsync());
    }

    [Fact]
    public async Task A_removal_that_somebody_makes_with_the_database_alone_is_found()
    {
        await using var test = await OldAndNewAsync();
        await test.Checkpoints().MakeAsync();
        var record = (await test.RecordsAsync())[1];
        await using (var db = test.Open())
        {
            // all but the key: the database lets it through
            await db.Database.ExecuteSqlAsync($"INSERT INTO AuditStubs VALUES (2, 'Retention', 'ToolCall', {record.Hash}, {AuditChain.HashOf(record.Without(AuditRemovalReason.Retention))}, '2026-01-01 00:00:00', '0123456789abcdef', 'AAAA')");
            await db.Database.ExecuteSqlRawAsync("UPDATE AuditRecords SET Arguments = NULL, ArgumentsRun = NULL, Result = NULL, PersonName = '(removed)' WHERE Sequence = 2");
        }

        Assert.Equal(2, (await test.VerifyAsync()).FirstBad);
    }

    [Fact]
    public async Task A_stub_of_a_record_that_is_not_there_is_named()
    {
        await using var test = await OldAndNewAsync();
        await Retention(test, ToolCalls).PruneAsync();
        await TamperStubsAsync(test, "INSERT INTO AuditStubs SELECT 99, Why, Kind, Hash, Kept, At, Key, Signature FROM AuditStubs WHERE Sequence = 1");
        Assert.Equal("There is a stub of record 99, which is not there: it was put in.", (await test.VerifyAsync()).Problem);
    }

    [Fact]
    public async Task A_record_that_was_emptied_for_a_customer_can_grow_too_old_later()
    {
        await using var test = await OldAndNewAsync();
        var remover = new AuditRemover(test.Key(), test.Time);
        var record = (await test.RecordsAsync())[0];
        await test.Store.WriteAsync(db => remover.EmptyAsync(db, [record], AuditRemovalReason.Erasure, CancellationToken.None));
        var search = new AuditSearch(test.Store);
        Assert.Equal(AuditRemovalReason.Erasure, (await search.FindAsync(1))!.Removed!.Why);
        Assert.Equal("Ada", (await search.FindAsync(1))!.PersonName);
        Assert.True((await test.VerifyAsync()).IsSound);
        test.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(3, (await Retention(test, ToolCalls).PruneAsync())[AuditKind.ToolCall]);
        Assert.Equal(AuditRemoval.NoName, (await search.FindAsync(1))!.PersonName);
        Assert.True((await test.VerifyAsync()).IsSound);
    }

    [Fact]
    public void Each_kind_of_record_has_a_setting()
    {
        Assert.Equal(Enum.GetNames<AuditKind>(), typeof(AuditRetentionOptions).GetProperties().Where(x => x.PropertyType == typeof(int)).Select(x => x.Name));
        Assert.False(new AuditRetentionOptions { Ticket = -1 }.IsValid);
    }

    [Fact]
    public async Task The_clerk_removes_at_the_start_and_each_day_what_grew_too_old()
    {
        await using var test = await OldAndNewAsync();
        using var clerk = new AuditRetentionClerk(Retention(test, ToolCalls), Options.Create(new AuditOptions { Retention = ToolCalls }), test.Time, NullLogger<AuditRetentionClerk>.Instance);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        using var tooLong = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await clerk.StartAsync(CancellationToken.None);
        while (await RemovedAsync() < 3) await look.WaitForNextTickAsync(tooLong.Token);
        test.Time.Advance(TimeSpan.FromDays(29));
        Assert.Equal(3, await RemovedAsync());
        while (await RemovedAsync() < 4)
        {
            test.Time.Advance(AuditRetentionClerk.Interval);
            await look.WaitForNextTickAsync(tooLong.Token);
        }

        await clerk.StopAsync(CancellationToken.None);
        Assert.True((await test.VerifyAsync()).IsSound);

        async Task<int> RemovedAsync() => (await test.RecordsAsync()).Count(x => x.PersonName == AuditRemoval.NoName);
    }

    private static AuditRetention Retention(TestStore test, AuditRetentionOptions days) =>
        new(test.Store, new AuditLog(test.Time), new AuditRemover(test.Key(), test.Time), test.Checkpoints(), Options.Create(new AuditOptions { Retention = days }), test.Time);

    // three calls and a decision, forty days ago, and a call of now
    private static async Task<TestStore> OldAndNewAsync()
    {
        var test = await TestStore.CreateAsync();
        var call = AuditTrail.Call() with { About = new AuditSubject("#W1234567", "noah", new Money(1250, "USD")), ModelName = "m", ConversationId = Guid.Parse("0197AAAA-bbbb-7ccc-8ddd-eeeeffff0000"), ArgumentsRun = "secretword" };
        await test.AppendAsync(call, call, call, new AuditEntry(AuditKind.Decision, "deny", "denied", "person", AuditTrail.Ada) { Result = "Because" });
        test.Time.Advance(TimeSpan.FromDays(40));
        await test.AppendAsync(AuditTrail.Call());
        return test;
    }

    private static Task TamperStubsAsync(TestStore test, string sql) => RunAsync(test, $"{AuditTriggers.DropForStubs} {sql}; {AuditTriggers.CreateForStubs}");

    private static async Task RunAsync(TestStore test, string sql)
    {
        await using var db = test.Open();
        await db.Database.ExecuteSqlRawAsync(sql);
    }

    private static async Task<byte[]> BytesAsync(TestStore test)
    {
        await using (var db = test.Open()) await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        await using var file = new FileStream(test.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes);
        return bytes;
    }
}
