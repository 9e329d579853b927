using SupportAgent.Domain.Audit;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Audit;

public sealed class AuditChainTests
{
    [Theory]
    [InlineData("""UPDATE "AuditRecords" SET "Outcome" = 'failed' WHERE "Sequence" = 3""", 3)]
    [InlineData("""UPDATE "AuditRecords" SET "At" = '2026-01-01 00:00:00' WHERE "Sequence" = 3""", 3)]
    [InlineData("""UPDATE "AuditRecords" SET "PersonName" = 'Eve' WHERE "Sequence" = 3""", 3)]
    [InlineData("""UPDATE "AuditRecords" SET "Result" = NULL WHERE "Sequence" = 3""", 3)]
    [InlineData("""UPDATE "AuditRecords" SET "Hash" = "PreviousHash" WHERE "Sequence" = 3""", 3)]
    [InlineData("""DELETE FROM "AuditRecords" WHERE "Sequence" = 3""", 4)]
    [InlineData("""DELETE FROM "AuditRecords" WHERE "Sequence" = 1""", 2)]
    [InlineData("""UPDATE "AuditRecords" SET "Sequence" = 100 WHERE "Sequence" = 3; UPDATE "AuditRecords" SET "Sequence" = 3 WHERE "Sequence" = 4; UPDATE "AuditRecords" SET "Sequence" = 4 WHERE "Sequence" = 100""", 3)]
    [InlineData("""UPDATE "AuditRecords" SET "Sequence" = 6 WHERE "Sequence" = 5; CREATE TEMP TABLE Copy AS SELECT * FROM "AuditRecords" WHERE "Sequence" = 4; UPDATE Copy SET "Sequence" = 5; INSERT INTO "AuditRecords" SELECT * FROM Copy""", 5)]
    public async Task A_record_altered_deleted_moved_or_inserted_is_found(string sql, long firstBad)
    {
        await using var test = await TestStore.CreateAsync();
        await test.AppendAsync([.. Enumerable.Range(1, 5).Select(x => AuditTrail.Call($"tool_{x}"))]);
        await test.TamperAsync(sql);
        Assert.Equal(firstBad, AuditChain.FirstBad(await test.RecordsAsync(), after: null)?.Sequence);
    }

    [Fact]
    public async Task A_run_is_checked_against_the_record_before_it()
    {
        await using var test = await TestStore.CreateAsync();
        await test.AppendAsync(AuditTrail.Call(), AuditTrail.Call(), AuditTrail.Call());
        var records = await test.RecordsAsync();
        Assert.Null(AuditChain.FirstBad(records.Skip(1), records[0]));
        Assert.Equal(3, AuditChain.FirstBad(records.Skip(2), records[0])?.Sequence);
    }
}
