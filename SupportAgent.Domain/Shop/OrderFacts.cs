using SupportAgent.Domain.Approvals;

namespace SupportAgent.Domain.Shop;

/// <summary>What every card about an order says in the same way.</summary>
internal static class OrderFacts
{
    /// <summary>The order and its status.</summary>
    public static DraftFact Order(Order order) => new("Order", $"{order.Id}, {OrderStatusText.Of(order.Status)}", $"/orders/{order.Id[1..]}");

    /// <summary>Whose it is.</summary>
    public static DraftFact Customer(Customer customer) => new("Customer", customer.Name, $"/customers/{customer.Id}");
}
