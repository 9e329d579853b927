using System.Text.Json;
using SupportAgent.Domain;
using SupportAgent.Domain.Shop;

namespace SupportAgent.Web.Api;

/// <summary>Orders and customers in the shape of the shop's own export, with what tools wrote. A contract: names are only added.</summary>
internal static class ShopShapes
{
    /// <summary>An order.</summary>
    public static object Of(Order order) => new
    {
        order_id = order.Id,
        customer_id = order.CustomerId,
        status = OrderStatusText.Of(order.Status),
        placed_at = order.PlacedAt,
        currency = order.Currency,
        address = order.Address,
        items = order.Items.OrderBy(x => x.Position).Select(x => new
        {
            item_id = x.ItemId,
            product_id = x.ProductId,
            name = x.Name,
            options = ApiShapes.AsJson(x.Options),
            price = new Money(x.PriceMinor, order.Currency).Major,
        }),
        fulfillments = order.Tracking.Count == 0 ? [] : new[] { new { tracking_id = order.Tracking, item_ids = order.Items.OrderBy(x => x.Position).Select(x => x.ItemId) } },
        payment_history = order.Ledger.Select(x => new { transaction_type = x.Kind, amount = Major(x, order), payment_method_id = x.PaymentMethodId }),
        cancel_reason = order.CancelReason,
        @return = Recorded(order.Return),
        exchange = Recorded(order.Exchange),
        refunds = order.Ledger.Where(x => x.Kind == LedgerKind.Refund && x.DraftId is not null)
            .Select(x => new { amount = Major(x, order), payment_method_id = x.PaymentMethodId, reason = x.Reason, at = x.At, approval_id = x.DraftId }),
    };

    /// <summary>A customer.</summary>
    /// <param name="customer">With the payment methods.</param>
    /// <param name="orderIds">The customer's orders, in the shop's order.</param>
    public static object Of(Customer customer, IReadOnlyList<string> orderIds) => new
    {
        customer_id = customer.Id,
        first_name = customer.FirstName,
        last_name = customer.LastName,
        email = customer.Email,
        address = customer.Address,
        payment_methods = customer.PaymentMethods.OrderBy(x => x.Position).Select(x => new
        {
            id = x.Id,
            source = x.Source,
            brand = x.Brand,
            last_four = x.LastFour,
            balance = x.BalanceMinor is { } balance ? new Money(balance, "USD").Major : (decimal?)null,
        }),
        order_ids = orderIds,
    };

    private static decimal Major(LedgerEntry entry, Order order) => new Money(entry.AmountMinor, order.Currency).Major;

    private static JsonElement? Recorded(string? json) => json is null ? null : ApiShapes.AsJson(json);
}
