using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Shop;

/// <summary>The tools about orders. None of them changes anything.</summary>
[ToolGroup(ToolGroup.Orders)]
public sealed class OrdersPlugin
{
    private const int MaxListed = 20;

    /// <summary>A customer's orders.</summary>
    [Tool("list_orders", ToolEffect.Read, "List orders", IsAlwaysOffered = true)]
    [Description("Lists a customer's orders, newest first, with status, date, total and the names of the items. " +
        "Use it when asked what somebody ordered, or to find which order is meant. Needs the customer's id: use find_customer first when only a name or e-mail is known. " +
        "Not for one order whose number is known: use get_order or get_order_status.")]
    public async Task<ToolOutcome> ListOrders([Description(ShopAnswers.CustomerIdForm), MaxLength(Customer.IdLength)] string customer_id, ToolContext context, CancellationToken cancel = default)
    {
        if (await context.Db.FindCustomerAsync(customer_id.Trim(), cancel) is not { } customer) return ShopAnswers.NoCustomer(customer_id);
        var found = await context.Db.FindOrdersAsync(new OrderQuery { CustomerId = customer.Id, Size = MaxListed }, cancel);
        return ToolOutcome.Succeeded(new
        {
            customer_id = customer.Id,
            customer_name = customer.Name,
            total = found.Total,
            orders = found.Rows.Select(x => new { order_id = x.Id, status = x.Status, placed_at = x.PlacedAt, total = x.Total, items = x.Items }),
        });
    }

    /// <summary>All of an order.</summary>
    [Tool("get_order", ToolEffect.Read, "Look up order", IsAlwaysOffered = true)]
    [Description("Gives all of one order: customer, address, items with options and prices, payments, and what was paid, refunded and is left. " +
        "Use it when asked about an order's items, prices, address or payment. " +
        "Not for where an order is: use get_order_status. Not for what became of a refund: use get_refund_status.")]
    public async Task<ToolOutcome> GetOrder([Description(ShopAnswers.OrderIdForm)] string order_id, ToolContext context, CancellationToken cancel = default)
    {
        if (await context.Db.FindOrderAsync(order_id, cancel) is not { } order) return ShopAnswers.NoOrder(order_id);
        var customer = (await context.Db.FindCustomerAsync(order.CustomerId, cancel))!;
        return ToolOutcome.Succeeded(new
        {
            order_id = order.Id,
            customer_id = customer.Id,
            customer_name = customer.Name,
            status = order.Status,
            placed_at = order.PlacedAt,
            address = order.Address.ToString(),
            items = order.Items.Select(x => new { item_id = x.ItemId, name = x.Name, options = OptionsOf(x), price = new Money(x.PriceMinor, order.Currency) }),
            payments = order.Ledger.Select(x => new { type = x.Kind, amount = new Money(x.AmountMinor, order.Currency), method = customer.MethodLabel(x.PaymentMethodId), at = x.At }),
            paid = order.Paid,
            refunded = order.Refunded,
            left = order.Left,
        });
    }

    /// <summary>Where an order is.</summary>
    [Tool("get_order_status", ToolEffect.Read, "Check order status", IsAlwaysOffered = true)]
    [Description("Tells where one order is: pending (not handed over yet), processed (being shipped), delivered or cancelled, and on request its tracking numbers. " +
        "Use it for \"where is\", \"has it shipped\", \"track\". Not for items, prices or payments: use get_order.")]
    public async Task<ToolOutcome> GetOrderStatus(
        [Description(ShopAnswers.OrderIdForm)] string order_id,
        ToolContext context,
        [Description("True when the tracking numbers are asked for too.")] bool include_tracking = false,
        CancellationToken cancel = default)
    {
        if (await context.Db.FindOrderAsync(order_id, cancel) is not { } order) return ShopAnswers.NoOrder(order_id);
        return ToolOutcome.Succeeded(new
        {
            order_id = order.Id,
            status = order.Status,
            placed_at = order.PlacedAt,
            tracking = include_tracking ? order.Tracking : null,
        });
    }

    /// <summary>What comes next.</summary>
    [Tool("get_next_delivery", ToolEffect.Read, "Check next delivery")]
    [Description("Tells which parcel of a customer should arrive next and when, and which are late. Use it for \"when does my parcel come\", \"next delivery\", \"is something late\". " +
        "Not for one order whose number is known and its status: use get_order_status.")]
    public async Task<ToolOutcome> GetNextDelivery([Description(ShopAnswers.CustomerIdForm), MaxLength(Customer.IdLength)] string customer_id, ToolContext context, CancellationToken cancel = default)
    {
        if (await context.Db.FindCustomerAsync(customer_id.Trim(), cancel) is not { } customer) return ShopAnswers.NoCustomer(customer_id);
        var open = await context.Db.Set<Order>()
            .Where(x => x.CustomerId == customer.Id && (x.Status == OrderStatus.Pending || x.Status == OrderStatus.PendingItemModified || x.Status == OrderStatus.Processed))
            .OrderBy(x => x.PlacedAt).Take(MaxListed)
            .Select(x => new { x.Id, x.Status, x.PlacedAt, x.TrackingIds }).ToListAsync(cancel);
        var deliveries = open.Select(x => new { Order = x, When = Delivery.Of(x.Status, x.PlacedAt)! }).OrderBy(x => x.When.Until).ToList();
        return ToolOutcome.Succeeded(new
        {
            customer_id = customer.Id,
            customer_name = customer.Name,
            deliveries = deliveries.Select(x => new
            {
                order_id = x.Order.Id,
                status = x.Order.Status,
                expected_from = DateOnly.FromDateTime(x.When.From.UtcDateTime),
                expected_until = DateOnly.FromDateTime(x.When.Until.UtcDateTime),
                is_late = x.When.IsLate(context.Now),
                tracking = x.Order.TrackingIds.Length == 0 ? null : x.Order.TrackingIds,
            }),
            next_order_id = deliveries.FirstOrDefault(x => !x.When.IsLate(context.Now))?.Order.Id,
            note = deliveries.Count == 0 ? "Nothing is on its way to this customer." : null,
        });
    }

    private static JsonElement OptionsOf(OrderItem item) => JsonSerializer.Deserialize<JsonElement>(item.Options, Json.Options);
}
