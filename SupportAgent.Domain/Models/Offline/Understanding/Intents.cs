namespace SupportAgent.Domain.Models.Offline.Understanding;

/// <summary>What kinds of intents there are.</summary>
internal static class Intents
{
    /// <summary>Whether it is about one order.</summary>
    public static bool NeedsOrder(this Intent intent) =>
        intent is Intent.OrderStatus or Intent.Tracking or Intent.OrderDetails or Intent.PrepareRefund or Intent.RefundStatus or
            Intent.CancelOrder or Intent.ChangeAddress or Intent.ChangeOrder or Intent.ChangePayment or Intent.Return or Intent.Exchange;

    /// <summary>Whether it is about one customer.</summary>
    public static bool NeedsCustomer(this Intent intent) => intent is Intent.FindCustomer or Intent.ListOrders or Intent.NextDelivery or Intent.Voucher or Intent.CustomerAddress;

    /// <summary>Whether it is about single items of an order, or about what pays it.</summary>
    public static bool IsAboutItems(this Intent intent) => intent is Intent.ChangeOrder or Intent.ChangePayment or Intent.Return or Intent.Exchange;

    /// <summary>Whether it needs a whole address.</summary>
    public static bool NeedsAddress(this Intent intent) => intent is Intent.ChangeAddress or Intent.CustomerAddress;

    /// <summary>Whether it is talk only, which gives way to a request in the same message.</summary>
    public static bool IsTalk(this Intent intent) =>
        intent is Intent.Greeting or Intent.Thanks or Intent.Abilities or Intent.Unknown or Intent.Decide or Intent.Dismiss;
}
