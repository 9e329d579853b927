using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace SupportAgent.Domain.Store;

/// <summary>
/// Tells listeners of this process that stored state changed. It carries no content: listeners read the store again, so a notice that is lost
/// or repeated does no harm. Listen first, then read.
/// </summary>
public sealed class ChangeFeed
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Topic, HashSet<Action>> _listeners = [];

    /// <summary>Calls back on every change until the result is disposed. The callback must return at once and not throw.</summary>
    public IDisposable Subscribe(Topic topic, Action changed)
    {
        lock (_gate)
        {
            if (!_listeners.TryGetValue(topic, out var set)) _listeners[topic] = set = [];
            set.Add(changed);
        }

        return new Subscription(this, topic, changed);
    }

    /// <summary>Announces a change. Call it after the commit.</summary>
    public void Publish(params ReadOnlySpan<Topic> topics)
    {
        foreach (var topic in topics)
        {
            Action[] listeners;
            lock (_gate) listeners = _listeners.TryGetValue(topic, out var set) ? [.. set] : [];
            foreach (var listener in listeners) listener();
        }
    }

    /// <summary>
    /// Yields at once, and then after changes of any of the topics; changes that come close together are one. For readers that draw what is
    /// stored: whatever changes while they read makes them read once more.
    /// </summary>
    /// <param name="pause">The least time between two.</param>
    /// <param name="time">The clock.</param>
    /// <param name="topics">What to hear about.</param>
    /// <param name="cancel">Ends it, without an exception.</param>
    public async IAsyncEnumerable<DateTimeOffset> WatchAsync(TimeSpan pause, TimeProvider time, IReadOnlyList<Topic> topics, [EnumeratorCancellation] CancellationToken cancel)
    {
        var changed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        var subscriptions = topics.Select(topic => Subscribe(topic, () => changed.Writer.TryWrite(true))).ToList();
        using var ended = cancel.UnsafeRegister(static channel => ((Channel<bool>)channel!).Writer.TryComplete(), changed);
        try
        {
            changed.Writer.TryWrite(true);
            while (await changed.Reader.WaitToReadAsync(CancellationToken.None))
            {
                changed.Reader.TryRead(out _);
                yield return time.GetUtcNow();
                await Task.Delay(pause, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        finally
        {
            foreach (var subscription in subscriptions) subscription.Dispose();
        }
    }

    private void Remove(Topic topic, Action changed)
    {
        lock (_gate)
        {
            if (!_listeners.TryGetValue(topic, out var set)) return;
            set.Remove(changed);
            if (set.Count == 0) _listeners.Remove(topic);
        }
    }

    private sealed class Subscription(ChangeFeed feed, Topic topic, Action changed) : IDisposable
    {
        public void Dispose() => feed.Remove(topic, changed);
    }
}
