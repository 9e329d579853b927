using System.Threading.Channels;

namespace SupportAgent.Domain;

/// <summary>Wakes somebody who waits for work. What rings while nobody waits is kept, as one ring.</summary>
/// <param name="time">The clock.</param>
public sealed class Doorbell(TimeProvider time)
{
    private readonly Channel<bool> _rings = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Wakes who waits, or who waits next.</summary>
    public void Ring() => _rings.Writer.TryWrite(true);

    /// <summary>Waits for a ring.</summary>
    /// <param name="longest">How long at most; then it returns without one.</param>
    /// <param name="cancel">To give up.</param>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public async Task WaitAsync(TimeSpan longest, CancellationToken cancel)
    {
        using var pause = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(pause.Token, cancel);
        try
        {
            await _rings.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // nobody rang
        }
    }
}
