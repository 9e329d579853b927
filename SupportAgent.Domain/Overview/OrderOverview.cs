using System.Text.Json;
using SupportAgent.Domain.Shop;
using SupportAgent.Domain.Shop.Changes;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Overview;

/// <summary>An order at a glance: what is in it, what was paid, where it is, and what can be done with it.</summary>
/// <param name="Order">The order, with items and ledger.</param>
/// <param name="Lines">Its items, those of one variant and price on one line.</param>
/// <param name="Way">Its way.</param>
/// <param name="Request">A return or an exchange that was recorded.</param>
/// <param name="Actions">What can be done with it, and what can't.</param>
public sealed record OrderOverview(Order Order, IReadOnlyList<OrderLine> Lines, IReadOnlyList<ShipmentStep> Way, OrderRequest? Request, IReadOnlyList<OrderAction> Actions);

/// <summary>Pieces of one variant.</summary>
/// <param name="Name">The product's name.</param>
/// <param name="Options">The options: "blue, M".</param>
/// <param name="Pieces">How many.</param>
/// <param name="Price">What one cost.</param>
/// <param name="ItemId">The variant.</param>
public sealed record OrderLine(string Name, string Options, int Pieces, Money Price, string ItemId);

/// <summary>Reads what a person has to know of an order.</summary>
public static class OrderOverviews
{
    /// <summary>An order of a customer at a glance; null when the customer has none with the id.</summary>
    public static async Task<OrderOverview?> FindOverviewAsync(this SupportDb db, Customer customer, string orderId, DateTimeOffset now, CancellationToken cancel = default)
    {
        if (await db.FindOrderAsync(orderId, cancel) is not { } order || order.CustomerId != customer.Id) return null;
        var lines = order.Items.OrderBy(x => x.Position).GroupBy(x => (x.ItemId, x.PriceMinor))
            .Select(x => new OrderLine(x.First().Name, OptionsOf(x.First()), x.Count(), new Money(x.Key.PriceMinor, order.Currency), x.Key.ItemId));
        return new(order, [.. lines], Shipment.Of(order, now), await db.FindRequestAsync(order, cancel), OrderActions.Of(order, customer));
    }

    private static string OptionsOf(OrderItem item) =>
        string.Join(", ", (JsonSerializer.Deserialize<Dictionary<string, string>>(item.Options, Json.Options) ?? []).Select(x => x.Value));
}
