namespace SupportAgent.Domain.Audit;

/// <summary>How many records fit a search, by time.</summary>
/// <param name="Bars">Oldest first, without gaps.</param>
public sealed record AuditHistogram(IReadOnlyList<AuditBar> Bars)
{
    private static readonly TimeSpan[] Widths =
    [
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(3),
        TimeSpan.FromHours(6), TimeSpan.FromHours(12), TimeSpan.FromDays(1), TimeSpan.FromDays(2), TimeSpan.FromDays(7), TimeSpan.FromDays(28), TimeSpan.FromDays(91), TimeSpan.FromDays(364),
    ];

    /// <summary>Of nothing.</summary>
    public static AuditHistogram Empty { get; } = new([]);

    /// <summary>All records that fit.</summary>
    public long Total => Bars.Sum(x => x.Count);

    /// <summary>Cuts a span of time at whole hours, days and so on; the first and the last piece end where the span does.</summary>
    internal static IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Spans(DateTimeOffset from, DateTimeOffset to, int most)
    {
        var span = to - from;
        var width = Array.Find(Widths, x => span.Ticks / x.Ticks < most - 1);
        // longer than a man's life: as it comes
        if (width == default) width = TimeSpan.FromTicks((span.Ticks / most) + 1);
        var start = from;
        while (start < to)
        {
            var ticks = (start.UtcTicks / width.Ticks * width.Ticks) + width.Ticks;
            var end = ticks >= to.UtcTicks ? to : new DateTimeOffset(ticks, TimeSpan.Zero);
            yield return (start, end);
            start = end;
        }
    }
}

/// <summary>One bar.</summary>
/// <param name="From">Its first moment.</param>
/// <param name="To">The moment after it.</param>
/// <param name="Count">The records in it.</param>
public sealed record AuditBar(DateTimeOffset From, DateTimeOffset To, long Count);
