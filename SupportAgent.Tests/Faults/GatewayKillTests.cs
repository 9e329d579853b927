using Xunit;
using Xunit.Abstractions;

namespace SupportAgent.Tests.Faults;

public sealed class GatewayKillTests(ITestOutputHelper output) : KillRuns(output)
{
    [Fact]
    public async Task With_a_gateway_that_drops_delays_and_repeats_no_kill_loses_or_doubles_a_refund()
    {
        await using var gateway = await UnreliableGatewayAsync();
        Assert.Empty(await RunAsync(Kills, gateway));
        Assert.True(gateway.Requests.Count > gateway.Effects.Count, "no request was repeated");
    }

    [Fact]
    public async Task A_new_key_for_each_request_would_be_noticed()
    {
        await using var gateway = await UnreliableGatewayAsync();
        Assert.Contains(await RunAsync(2, gateway, SeededBug.FreshKeys), x => x.Contains("the gateway paid", StringComparison.Ordinal));
    }
}
