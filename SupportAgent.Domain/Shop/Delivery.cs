namespace SupportAgent.Domain.Shop;

/// <summary>When an order should arrive: the shop hands a parcel over within two working days and the carrier takes three to five.</summary>
/// <param name="From">The first day, at midnight UTC.</param>
/// <param name="Until">The last day, at midnight UTC.</param>
public sealed record Delivery(DateTimeOffset From, DateTimeOffset Until)
{
    private const int Handling = 2;
    private const int Fastest = 3;
    private const int Slowest = 5;

    /// <summary>When an order should arrive; null where nothing is on its way.</summary>
    public static Delivery? Of(OrderStatus status, DateTimeOffset placedAt) => status is OrderStatus.Pending or OrderStatus.PendingItemModified or OrderStatus.Processed
        ? new(AfterWorkingDays(placedAt, Handling + Fastest), AfterWorkingDays(placedAt, Handling + Slowest))
        : null;

    /// <summary>Whether it should have arrived before a moment.</summary>
    public bool IsLate(DateTimeOffset now) => now >= Until.AddDays(1);

    private static DateTimeOffset AfterWorkingDays(DateTimeOffset start, int days)
    {
        var day = new DateTimeOffset(start.UtcDateTime.Date, TimeSpan.Zero);
        while (days > 0)
        {
            day = day.AddDays(1);
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)) days--;
        }

        return day;
    }
}
