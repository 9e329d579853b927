namespace SupportAgent.Domain.Shop;

/// <summary>The status of an order in the words of the shop.</summary>
public static class OrderStatusText
{
    /// <summary>Such as "pending (item modified)".</summary>
    public static string Of(OrderStatus status) => status switch
    {
        OrderStatus.Pending => "pending",
        OrderStatus.PendingItemModified => "pending (item modified)",
        OrderStatus.Processed => "processed",
        OrderStatus.Delivered => "delivered",
        OrderStatus.Cancelled => "cancelled",
        OrderStatus.ReturnRequested => "return requested",
        OrderStatus.ExchangeRequested => "exchange requested",
    };
}
