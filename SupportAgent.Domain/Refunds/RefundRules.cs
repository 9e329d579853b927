using System.Text.Json;
using SupportAgent.Domain.Shop;
using SupportAgent.Domain.Shop.Changes;
using SupportAgent.Domain.Texts;

namespace SupportAgent.Domain.Refunds;

/// <summary>The shop's rules about refunds. Checked when one is prepared, and again when it is executed.</summary>
public static class RefundRules
{
    /// <summary>What would go back, or the sentence that says which rule is against it.</summary>
    /// <param name="order">With its ledger.</param>
    /// <param name="amount">In major units of the order's currency; null for all that is left.</param>
    /// <param name="reason">Why.</param>
    public static (RefundAction? Action, string? Violation) Plan(Order order, decimal? amount, RefundReason reason)
    {
        if (WhyNot(order) is { } closed) return (null, closed);

        Money wanted;
        if (amount is null) wanted = order.Left;
        else if (amount <= 0) return (null, "The amount must be above zero.");
        else if (Money.TryFromMajor(amount.Value, order.Currency, out var exact)) wanted = exact.Value;
        else return (null, $"{amount} is not an amount in {order.Currency}: it has at most {Money.Digits(order.Currency)} digits after the point.");

        if (wanted > order.Left) return (null, $"{wanted} is more than what is left to refund of order {order.Id}: {order.Left} (paid {order.Paid}, refunded {order.Refunded}).");
        return MethodFor(order, wanted) is { } method
            ? (new RefundAction(order.Id, wanted, method, reason), null)
            : (null, $"No single payment method paid {wanted} of order {order.Id} that has not gone back. The most that can go back at once is {Largest(order)}.");
    }

    /// <summary>Null when something of the order can be refunded; else the sentence that says which rule is against it.</summary>
    public static string? WhyNot(Order order)
    {
        if (order.Left.Minor <= 0) return order.Paid.Minor == 0 ? OrderRuleTexts.NeverPaid.With(order.Id) : OrderRuleTexts.AllRefunded.With(order.Id, order.Paid.ForReader());
        return WhyNot(order.Status)?.With(order.Id);
    }

    // to the method that paid, and not more than it paid; after a return, to where that says, which may be another gift card of the customer
    private static string? MethodFor(Order order, Money amount)
    {
        var left = order.LeftByMethod().ToDictionary(x => x.MethodId, x => x.Left, StringComparer.Ordinal);
        if (order.Status == OrderStatus.ReturnRequested && order.Return is { } json)
        {
            var wanted = JsonSerializer.Deserialize<ReturnRequest>(json, Json.Options)!.PaymentMethodId;
            if (!order.Ledger.Any(x => x.Kind == LedgerKind.Payment && x.PaymentMethodId == wanted) || left[wanted] >= amount.Minor) return wanted;
        }

        return left.Where(x => x.Value >= amount.Minor).Select(x => x.Key).FirstOrDefault();
    }

    private static string? WhyNot(OrderStatus status) => status switch
    {
        OrderStatus.Processed or OrderStatus.Delivered or OrderStatus.ReturnRequested => null,
        OrderStatus.Pending => OrderRuleTexts.RefundPending,
        OrderStatus.PendingItemModified => OrderRuleTexts.RefundItemModified,
        OrderStatus.Cancelled => OrderRuleTexts.RefundCancelled,
        OrderStatus.ExchangeRequested => OrderRuleTexts.RefundExchanged,
    };

    private static Money Largest(Order order) => new(order.LeftByMethod().Max(x => x.Left), order.Currency);
}
