namespace SupportAgent.Domain.Shop;

/// <summary>Why money of an order moved, where it was no refund that somebody asked for.</summary>
public static class LedgerReason
{
    /// <summary>The order was cancelled.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>Items became other variants.</summary>
    public const string ItemsChanged = "items changed";

    /// <summary>Another method pays: as much was charged elsewhere.</summary>
    public const string PaymentChanged = "payment changed";
}
