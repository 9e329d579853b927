using SupportAgent.Domain.Audit;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Audit;

public sealed class AuditVerificationTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(AuditVerification.BatchSize + 2)]
    public async Task An_untouched_chain_is_sound(int count)
    {
        await using var test = await ChainAsync(count);
        Assert.Equal(new AuditVerdict(count, null), await new AuditVerification(test.Store).VerifyAsync());
    }

    [Theory]
    [InlineData("UPDATE AuditRecords SET Result = 'x' WHERE Sequence = 3", 3)]
    [InlineData("UPDATE AuditRecords SET PersonName = 'Eve' WHERE Sequence = 1", 1)]
    [InlineData("UPDATE AuditRecords SET At = '2020-01-01 00:00:00' WHERE Sequence = 5", 5)]
    [InlineData("DELETE FROM AuditRecords WHERE Sequence = 4", 4)]
    [InlineData("DELETE FROM AuditRecords WHERE Sequence = 1", 1)]
    [InlineData("UPDATE AuditRecords SET Sequence = 9 WHERE Sequence = 5", 5)]
    [InlineData("UPDATE AuditRecords SET Sequence = 0 WHERE Sequence = 5", 1)]
    public async Task What_was_changed_or_taken_away_is_found(string sql, int firstBad)
    {
        await using var test = await ChainAsync(5);
        await test.TamperAsync(sql);
        var verdict = await new AuditVerification(test.Store).VerifyAsync();
        Assert.Equal(new AuditVerdict(firstBad - 1, firstBad), verdict);
        Assert.False(verdict.IsSound);
    }

    private static async Task<TestStore> ChainAsync(int count)
    {
        var test = await TestStore.CreateAsync();
        var log = new AuditLog(test.Time);
        await test.Store.WriteAsync(async db =>
        {
            for (var i = 0; i < count; i++) await log.AppendAsync(db, AuditTrail.Call());
        });
        return test;
    }
}
