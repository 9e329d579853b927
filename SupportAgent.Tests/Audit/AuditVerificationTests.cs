using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Audit;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Audit;

public sealed class AuditVerificationTests
{
    /// <summary>Every column of a record, so that one that is added is tried as well.</summary>
    public static TheoryData<string> Columns => [.. AuditTrail.Columns.Select(x => x.Name).Where(x => x != nameof(AuditRecord.Sequence))];

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(1002)]
    public async Task An_untouched_chain_is_sound(int count)
    {
        await using var test = await ChainAsync(count);
        Assert.Equal(new AuditVerdict(count, null, null), await test.VerifyAsync());
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public async Task A_change_of_any_column_is_found(string column)
    {
        await using var test = await ChainAsync(5);
        foreach (var value in (string[])["'x'", "NULL", "7", "7.5", "x'07'", "''", "'2026-01-01 00:00:00'", "'F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6'"])
        {
            await test.TamperAsync($"CREATE TABLE Kept AS SELECT * FROM AuditRecords WHERE Sequence = 3; UPDATE OR IGNORE AuditRecords SET {column} = {value} WHERE Sequence = 3");
            if (await ChangedAsync(test, column))
            {
                var verdict = await test.VerifyAsync();
                Assert.True(verdict is { FirstBad: 3, Records: 2 }, $"{column} = {value}: {verdict}");
                Assert.Equal("Record 3 was altered: its hash does not fit its contents.", verdict.Problem);
            }

            await test.TamperAsync($"UPDATE AuditRecords SET {column} = (SELECT {column} FROM Kept) WHERE Sequence = 3; DROP TABLE Kept");
            Assert.True((await test.VerifyAsync()).IsSound);
        }
    }

    [Theory]
    [InlineData("ConversationId = lower(ConversationId)")]
    [InlineData("At = At || '0'")]
    [InlineData("Arguments = Arguments || char(0) || 'more'")]
    [InlineData("DurationMs = 12.5")]
    [InlineData("Result = CAST(Result AS BLOB)")]
    [InlineData("Arguments = Arguments || ' '")]
    [InlineData("Format = 1")]
    public async Task A_value_that_only_looks_the_same_is_found(string change)
    {
        await using var test = await ChainAsync(4);
        await test.TamperAsync($"UPDATE AuditRecords SET {change} WHERE Sequence = 2");
        Assert.Equal(new AuditVerdict(1, 2, "Record 2 was altered: its hash does not fit its contents."), await test.VerifyAsync());
    }

    [Theory]
    [InlineData("DELETE FROM AuditRecords WHERE Sequence = 4", 4, "Record 4 is missing.")]
    [InlineData("DELETE FROM AuditRecords WHERE Sequence IN (2, 3)", 2, "Records 2 to 3 are missing.")]
    [InlineData("DELETE FROM AuditRecords WHERE Sequence = 1", 1, "Record 1 is missing.")]
    [InlineData("DELETE FROM AuditRecords WHERE Sequence = 3; UPDATE AuditRecords SET Sequence = 3 WHERE Sequence = 4; UPDATE AuditRecords SET Sequence = 4 WHERE Sequence = 5", 3, "Record 3 was moved: it was written as record 4.")]
    [InlineData("UPDATE AuditRecords SET Sequence = 9 WHERE Sequence = 5", 5, "Records 5 to 8 are missing.")]
    [InlineData("UPDATE AuditRecords SET Sequence = 0 WHERE Sequence = 5", 1, "A record with the number 0 stands before record 1: it was put in.")]
    [InlineData("UPDATE AuditRecords SET Sequence = 9 WHERE Sequence = 2; UPDATE AuditRecords SET Sequence = 2 WHERE Sequence = 4; UPDATE AuditRecords SET Sequence = 4 WHERE Sequence = 9", 2, "Record 2 was moved: it was written as record 4.")]
    public async Task What_was_taken_away_or_moved_is_named(string sql, long firstBad, string problem)
    {
        await using var test = await ChainAsync(5);
        await test.TamperAsync(sql);
        Assert.Equal(new AuditVerdict(firstBad - 1, firstBad, problem), await test.VerifyAsync());
    }

    [Fact]
    public async Task A_record_that_was_put_in_between_is_named_even_where_it_is_chained_well()
    {
        await using var test = await ChainAsync(5);
        var records = await test.RecordsAsync();
        var forged = RawAudit.With(records[2], x => x.Result = "forged", sequence: 4, previousHash: records[2].Hash);
        await test.TamperAsync("UPDATE AuditRecords SET Sequence = 6 WHERE Sequence = 5; UPDATE AuditRecords SET Sequence = 5 WHERE Sequence = 4");
        await RawAudit.PutAsync(test, forged);
        Assert.Equal(new AuditVerdict(3, 4, "Record 4 was put in between: the record after it was number 4 before."), await test.VerifyAsync());
    }

    [Fact]
    public async Task A_record_with_a_new_hash_of_its_own_breaks_the_link_to_the_next()
    {
        await using var test = await ChainAsync(5);
        var record = (await test.RecordsAsync())[2];
        await RawAudit.PutAsync(test, RawAudit.With(record, x => x.PersonName = "Eve"));
        var verdict = await test.VerifyAsync();
        Assert.Equal(4, verdict.FirstBad);
        Assert.StartsWith("Record 4 does not follow from record 3: the link between them is broken", verdict.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_of_the_first_format_go_on_to_verify()
    {
        await using var test = await ChainAsync(0);
        var old = AuditTrail.Call();
        var first = RawAudit.New(1, AuditChain.Start, format: 1, old);
        await RawAudit.PutAsync(test, first);
        // as the first release computed it
        var fields = new[] { first.PreviousHash, "1", "639028224000000000", "ToolCall", "get_order", "succeeded", null, "model", "1", "Ada", null, null, null, null, first.Arguments, first.Result, "12" };
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(fields))), first.Hash);
        await test.AppendAsync(AuditTrail.Call());
        Assert.Equal(new AuditVerdict(2, null, null), await test.VerifyAsync());

        await test.TamperAsync("UPDATE AuditRecords SET OrderId = '#W1' WHERE Sequence = 1");
        Assert.Equal(1, (await test.VerifyAsync()).FirstBad);
    }

    [Theory]
    [InlineData("DROP TRIGGER AuditRecords_NoDelete", "AuditRecords_NoDelete")]
    [InlineData("DROP TRIGGER AuditCheckpoints_NoUpdate", "AuditCheckpoints_NoUpdate")]
    [InlineData("DROP TRIGGER AuditRecords_NoUpdate; CREATE TRIGGER AuditRecords_NoUpdate BEFORE UPDATE ON AuditRecords BEGIN SELECT 1; END", "AuditRecords_NoUpdate")]
    public async Task A_trigger_that_is_gone_or_does_nothing_is_named(string sql, string trigger)
    {
        await using var test = await ChainAsync(3);
        await using (var db = test.Open()) await db.Database.ExecuteSqlRawAsync(sql);
        var verdict = await test.VerifyAsync();
        Assert.Equal((3, null), (verdict.Records, verdict.FirstBad));
        Assert.Contains(trigger, verdict.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_says_how_far_it_is()
    {
        await using var test = await ChainAsync(2500);
        var heard = new List<AuditProgress>();
        await test.VerifyAsync(progress: new Listener(heard));
        Assert.Equal([new(1000, 2500), new(2000, 2500), new(2500, 2500)], heard);
    }

    private static async Task<bool> ChangedAsync(TestStore test, string column)
    {
        await using var db = test.Open();
#pragma warning disable EF1002 // a column's name
        return (await db.Database.SqlQueryRaw<long>($"""SELECT (typeof(a.{column}) <> typeof(k.{column}) OR a.{column} IS NOT k.{column}) AS Value FROM AuditRecords a, Kept k WHERE a.Sequence = 3""").ToListAsync())[0] == 1;
#pragma warning restore EF1002
    }

    private static async Task<TestStore> ChainAsync(int count)
    {
        var test = await TestStore.CreateAsync();
        var log = new AuditLog(test.Time);
        await test.Store.WriteAsync(async db =>
        {
            for (var i = 0; i < count; i++)
            {
                db.ChangeTracker.Clear();
                await log.AppendAsync(db, AuditTrail.Call() with { ConversationId = Guid.Parse("0197AAAA-bbbb-7ccc-8ddd-eeeeffff0000") });
                test.Time.Advance(TimeSpan.FromMilliseconds(1));
            }
        });
        return test;
    }

    private sealed class Listener(List<AuditProgress> heard) : IProgress<AuditProgress>
    {
        public void Report(AuditProgress value) => heard.Add(value);
    }
}
