using SupportAgent.Domain.Refunds;
using SupportAgent.Domain.Shop;
using SupportAgent.Domain.Shop.Changes;

namespace SupportAgent.Domain.Overview;

/// <summary>Says what can be done with an order, by the very rules that the tools check when they prepare it. Nothing is prepared by this.</summary>
public static class OrderActions
{
    /// <summary>All there is: what is possible first, each group in a fixed order.</summary>
    /// <param name="order">With its items and its ledger.</param>
    /// <param name="customer">The order's customer, with the payment methods.</param>
    public static IReadOnlyList<OrderAction> Of(Order order, Customer customer) => [.. All(order, customer).OrderBy(x => x.IsAllowed ? 0 : 1)];

    private static IEnumerable<OrderAction> All(Order order, Customer customer) =>
    [
        new("prepare_refund", "Refund", RefundRules.WhyNot(order), $"Refund {order.Left} of order {order.Id}, reason: "),
        new("prepare_cancel_order", "Cancel", CancelOrderPlugin.WhyNot(order), $"Cancel order {order.Id}, reason: "),
        new("prepare_return", "Return items", ReturnPlugin.WhyNot(order), $"The customer returns these items of order {order.Id}: "),
        new("prepare_exchange", "Exchange items", ExchangePlugin.WhyNot(order), $"Exchange of order {order.Id}: "),
        new("prepare_change_items", "Change items", ChangeItemsPlugin.WhyNot(order), $"Change items of order {order.Id}: "),
        new("prepare_update_shipping_address", "Change address", ShippingAddressPlugin.WhyNot(order), $"Send order {order.Id} to this address instead: "),
        new("prepare_change_payment", "Change payment", ChangePaymentPlugin.WhyNot(order, customer), $"Let another payment method pay order {order.Id}: "),
    ];
}
