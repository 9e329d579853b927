using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Audit;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Audit;

public sealed class AuditLogTests
{
    [Fact]
    public async Task Records_are_numbered_and_chained()
    {
        await using var test = await TestStore.CreateAsync();
        await test.AppendAsync(AuditTrail.Call(), AuditTrail.Call("get_ticket"), AuditTrail.Call("execute_refund", "rejected"));
        var records = await test.RecordsAsync();
        Assert.Equal([1, 2, 3], records.Select(x => x.Sequence));
        Assert.Equal([AuditChain.Start, records[0].Hash, records[1].Hash], records.Select(x => x.PreviousHash));
        Assert.Null(AuditChain.FirstBad(records, after: null));
    }

    [Fact]
    public async Task Two_records_of_one_transaction_are_chained_as_well()
    {
        await using var test = await TestStore.CreateAsync();
        var log = new AuditLog(test.Time);
        await test.Store.WriteAsync(async db =>
        {
            await log.AppendAsync(db, AuditTrail.Call());
            await log.AppendAsync(db, AuditTrail.Call());
        });
        Assert.Null(AuditChain.FirstBad(await test.RecordsAsync(), after: null));
    }

    [Fact]
    public async Task Writers_at_the_same_time_leave_no_gap_and_no_fork()
    {
        await using var test = await TestStore.CreateAsync();
        var log = new AuditLog(test.Time);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++) await test.Store.WriteAsync(db => log.AppendAsync(db, AuditTrail.Call($"tool_{writer}")));
        })));
        var records = await test.RecordsAsync();
        Assert.Equal(Enumerable.Range(1, 200).Select(x => (long)x), records.Select(x => x.Sequence));
        Assert.Null(AuditChain.FirstBad(records, after: null));
    }

    [Fact]
    public async Task A_record_goes_when_its_transaction_is_rolled_back()
    {
        await using var test = await TestStore.CreateAsync();
        var log = new AuditLog(test.Time);
        await Assert.ThrowsAsync<InvalidOperationException>(() => test.Store.WriteAsync(async db =>
        {
            await log.AppendAsync(db, AuditTrail.Call());
            throw new InvalidOperationException("the effect failed");
        }));
        await test.AppendAsync(AuditTrail.Call());
        Assert.Equal(1, Assert.Single(await test.RecordsAsync()).Sequence);
    }

    [Fact]
    public async Task Text_of_any_kind_is_kept_and_verifies()
    {
        await using var test = await TestStore.CreateAsync();
        await test.AppendAsync(
            AuditTrail.Call(new string('x', 5000)) with { Arguments = new string('y', 70_000) },
            AuditTrail.Call() with { Arguments = "not JSON \0 \ud800 <script>", Result = "💸" });
        var records = await test.RecordsAsync();
        Assert.Null(AuditChain.FirstBad(records, after: null));
        Assert.EndsWith("… (cut)", records[0].Arguments, StringComparison.Ordinal);
        Assert.StartsWith(new string('x', AuditRecord.ActionLength), records[0].Action, StringComparison.Ordinal);
        Assert.Equal("💸", records[1].Result);
    }

    [Theory]
    [InlineData("""UPDATE "AuditRecords" SET "Outcome" = 'failed' WHERE "Sequence" = 2""")]
    [InlineData("""DELETE FROM "AuditRecords" WHERE "Sequence" = 2""")]
    [InlineData("""DELETE FROM "AuditRecords" """)]
    [InlineData("""INSERT OR REPLACE INTO "AuditRecords" SELECT * FROM "AuditRecords" WHERE "Sequence" = 2""")]
    public async Task The_database_refuses_every_change(string sql)
    {
        await using var test = await TestStore.CreateAsync();
        await test.AppendAsync(AuditTrail.Call(), AuditTrail.Call(), AuditTrail.Call());
        var before = await test.RecordsAsync();
        await using var db = test.Open();
        var refusal = await Assert.ThrowsAsync<SqliteException>(() => db.Database.ExecuteSqlRawAsync(sql));
        Assert.Contains("audit records are", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before.Select(x => x.Hash), (await test.RecordsAsync()).Select(x => x.Hash));
    }
}
