using SupportAgent.Domain.Approvals;

namespace SupportAgent.Domain.Shop;

/// <summary>What every card about an order says in the same way.</summary>
internal static class OrderFacts
{
    /// <summary>The order and its status.</summary>
    public static DraftFact Order(Order order) => new("Order", $"{order.Id}, {StatusText(order.Status)}", $"/orders/{order.Id[1..]}");

    /// <summary>Whose it is.</summary>
    public static DraftFact Customer(Customer customer) => new("Customer", customer.Name, $"/customers/{customer.Id}");

    /// <summary>A status as people, and the shop's other programs, write it.</summary>
    public static string StatusText(OrderStatus status) => status switch
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
