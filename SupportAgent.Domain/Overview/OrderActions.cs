using SupportAgent.Domain.Refunds;
using SupportAgent.Domain.Shop;
using SupportAgent.Domain.Shop.Changes;
using SupportAgent.Domain.Texts;

namespace SupportAgent.Domain.Overview;

/// <summary>Says what can be done with an order, by the very rules that the tools check when they prepare it, in the language of the person who looks. Nothing is prepared by this.</summary>
public static class OrderActions
{
    /// <summary>All there is: what is possible first, each group in a fixed order.</summary>
    /// <param name="order">With its items and its ledger.</param>
    /// <param name="customer">The order's customer, with the payment methods.</param>
    public static IReadOnlyList<OrderAction> Of(Order order, Customer customer) => [.. All(order, customer).OrderBy(x => x.IsAllowed ? 0 : 1)];

    private static IEnumerable<OrderAction> All(Order order, Customer customer) =>
    [
        new("prepare_refund", OverviewTexts.ActionRefund, RefundRules.WhyNot(order), $"Refund {order.Left} of order {order.Id}, reason: "),
        new("prepare_cancel_order", OverviewTexts.ActionCancel, CancelOrderPlugin.WhyNot(order), $"Cancel order {order.Id}, reason: "),
        new("prepare_return", OverviewTexts.ActionReturn, ReturnPlugin.WhyNot(order), $"The customer returns these items of order {order.Id}: "),
        new("prepare_exchange", OverviewTexts.ActionExchange, ExchangePlugin.WhyNot(order), $"Exchange of order {order.Id}: "),
        new("prepare_change_items", OverviewTexts.ActionChangeItems, ChangeItemsPlugin.WhyNot(order), $"Change items of order {order.Id}: "),
        new("prepare_update_shipping_address", OverviewTexts.ActionChangeAddress, ShippingAddressPlugin.WhyNot(order), $"Send order {order.Id} to this address instead: "),
        new("prepare_change_payment", OverviewTexts.ActionChangePayment, ChangePaymentPlugin.WhyNot(order, customer), $"Let another payment method pay order {order.Id}: "),
    ];
}
