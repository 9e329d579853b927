using SupportAgent.Domain;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests;

public sealed class DoorbellTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task Rings_before_the_wait_are_kept_as_one()
    {
        var bell = new Doorbell(_time);
        bell.Ring();
        bell.Ring();
        await bell.WaitAsync(Longest, CancellationToken.None);
        Assert.False(bell.WaitAsync(Longest, CancellationToken.None).IsCompleted);
    }

    [Fact]
    public async Task A_ring_wakes_who_waits()
    {
        var bell = new Doorbell(_time);
        var waiting = bell.WaitAsync(Longest, CancellationToken.None);
        Assert.False(waiting.IsCompleted);
        bell.Ring();
        await waiting;
    }

    [Fact]
    public async Task Without_a_ring_the_wait_ends_by_itself()
    {
        var waiting = new Doorbell(_time).WaitAsync(Longest, CancellationToken.None);
        _time.Advance(Longest - TimeSpan.FromTicks(1));
        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromTicks(1));
        await waiting;
    }

    [Fact]
    public async Task Who_gives_up_hears_of_it()
    {
        using var cancel = new CancellationTokenSource();
        var waiting = new Doorbell(_time).WaitAsync(Longest, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }
}
