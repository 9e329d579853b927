namespace SupportAgent.Tests.Infrastructure;

/// <summary>A clock that stands still: it and its timers move only through <see cref="Advance"/>.</summary>
public sealed class ManualTimeProvider(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Alarm> _alarms = [];
    private DateTimeOffset _now = start;
    private TaskCompletionSource _set = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Starts at a moment that every test shares.</summary>
    public ManualTimeProvider() : this(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero))
    {
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) return _now;
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, callback, state);
        alarm.Change(dueTime, period);
        return alarm;
    }

    /// <summary>Moves on, and fires what falls due on the way: in order, each at its own time.</summary>
    public void Advance(TimeSpan by)
    {
        var end = GetUtcNow() + by;
        while (NextUntil(end) is { } alarm) alarm.Ring();
        lock (_gate) _now = end;
    }

    /// <summary>Moves on through every pause that is not longer than a limit, until something has ended. Longer waits stand for what must not run out meanwhile.</summary>
    public async Task PassPausesAsync(Task until, TimeSpan longest)
    {
        while (!until.IsCompleted)
        {
            Task set;
            DateTimeOffset? next;
            lock (_gate)
            {
                set = _set.Task;
                next = _alarms.Where(x => x.Due - _now <= longest).Select(x => (DateTimeOffset?)x.Due).Min();
            }

            if (next is { } due) Advance(due - GetUtcNow());
            else await Task.WhenAny(until, set);
        }
    }

    private Alarm? NextUntil(DateTimeOffset end)
    {
        lock (_gate)
        {
            var next = _alarms.Where(x => x.Due <= end).MinBy(x => x.Due);
            if (next is null) return null;
            if (next.Due > _now) _now = next.Due;
            if (next.Period > TimeSpan.Zero) next.Due += next.Period;
            else _alarms.Remove(next);
            return next;
        }
    }

    private sealed class Alarm(ManualTimeProvider clock, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset Due { get; set; }

        public TimeSpan Period { get; private set; }

        public void Ring() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                clock._alarms.Remove(this);
                Period = period;
                if (dueTime == Timeout.InfiniteTimeSpan) return true;
                Due = clock._now + dueTime;
                clock._alarms.Add(this);
                clock._set.TrySetResult();
                clock._set = new(TaskCreationOptions.RunContinuationsAsynchronously);
                return true;
            }
        }

        public void Dispose()
        {
            lock (clock._gate) clock._alarms.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
