using SupportAgent.Domain.Texts;

namespace SupportAgent.Domain.Shop;

/// <summary>The status of an order in the words of the shop.</summary>
public static class OrderStatusText
{
    /// <summary>Such as "pending (item modified)": as it is stored and told to a model.</summary>
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

    /// <summary>The same for a person who reads it, in his or her language.</summary>
    public static string ForReader(OrderStatus status) => status switch
    {
        OrderStatus.Pending => OrderRuleTexts.StatusPending,
        OrderStatus.PendingItemModified => OrderRuleTexts.StatusPendingItemModified,
        OrderStatus.Processed => OrderRuleTexts.StatusProcessed,
        OrderStatus.Delivered => OrderRuleTexts.StatusDelivered,
        OrderStatus.Cancelled => OrderRuleTexts.StatusCancelled,
        OrderStatus.ReturnRequested => OrderRuleTexts.StatusReturnRequested,
        OrderStatus.ExchangeRequested => OrderRuleTexts.StatusExchangeRequested,
    };
}
