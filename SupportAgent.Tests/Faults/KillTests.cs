using Xunit;
using Xunit.Abstractions;

namespace SupportAgent.Tests.Faults;

public sealed class KillTests(ITestOutputHelper output) : KillRuns(output)
{
    [Fact]
    public async Task With_the_shops_ledger_no_kill_loses_or_doubles_a_refund() => Assert.Empty(await RunAsync(Kills, gateway: null));

    [Fact]
    public async Task Paying_before_the_approval_is_stored_would_be_noticed() =>
        Assert.Contains(await RunAsync(2, null, SeededBug.PaysFirst), x => x.Contains("ledger entries", StringComparison.Ordinal));

    [Fact]
    public async Task Confirming_an_approval_before_it_is_stored_would_be_noticed() =>
        Assert.Contains(await RunAsync(4, null, SeededBug.AcknowledgesTooEarly), x => x.Contains("is lost", StringComparison.Ordinal));
}
