using System.Globalization;

namespace SupportAgent.Domain.Shop.StartData;

/// <summary>Gives the demo shop the dates that its data has not: from the order's number alone, so that every load makes the same.</summary>
/// <param name="firstStart">When the app first ran; its day begins where the dates end.</param>
internal sealed class RetailDates(DateTimeOffset firstStart)
{
    private const long LowestNumber = 1_000_000;
    private const long HighestNumber = 9_999_999;

    private static readonly TimeSpan Oldest = TimeSpan.FromDays(120);
    private static readonly TimeSpan Youngest = TimeSpan.FromHours(1);
    private static readonly TimeSpan RefundDelay = TimeSpan.FromMinutes(30);

    private readonly DateTimeOffset _end = new(firstStart.UtcDateTime.Date, TimeSpan.Zero);

    /// <summary>When an order was placed: the higher its number, the later.</summary>
    public DateTimeOffset PlacedAt(string orderId)
    {
        var number = long.Parse(orderId.AsSpan("#W".Length), NumberStyles.None, CultureInfo.InvariantCulture);
        var seconds = (long)(Oldest - Youngest).TotalSeconds * (HighestNumber - number) / (HighestNumber - LowestNumber);
        return _end - Youngest - TimeSpan.FromSeconds(seconds);
    }

    /// <summary>When money of an order moved.</summary>
    public DateTimeOffset MovedAt(string orderId, LedgerKind kind) => kind switch
    {
        LedgerKind.Payment => PlacedAt(orderId),
        LedgerKind.Refund => PlacedAt(orderId) + RefundDelay,
    };
}
