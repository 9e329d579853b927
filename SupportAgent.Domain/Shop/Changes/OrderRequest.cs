using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Shop.Changes;

/// <summary>A return or an exchange that was recorded, with its items by name: for people.</summary>
/// <param name="IsExchange">Whether the items are swapped; else they come back.</param>
/// <param name="Items">The items, a piece each.</param>
/// <param name="PaymentMethodId">Where the money goes, or who pays the difference.</param>
/// <param name="Amount">Of a return, what was promised; of an exchange, what has to be paid more, and below zero what goes back.</param>
public sealed record OrderRequest(bool IsExchange, IReadOnlyList<RequestedItem> Items, string PaymentMethodId, Money Amount);

/// <summary>A piece of a return or an exchange.</summary>
/// <param name="Name">The item's name; its id where the order does not have it any more.</param>
/// <param name="Options">The options it has; empty where it has none.</param>
/// <param name="Becomes">Of an exchange, the options that come in their place; the variant's id where the shop does not have it any more.</param>
public sealed record RequestedItem(string Name, string Options, string? Becomes = null);

/// <summary>Reads what was requested for an order.</summary>
public static class OrderRequests
{
    /// <summary>What was requested for an order, or null.</summary>
    public static async Task<OrderRequest?> FindRequestAsync(this SupportDb db, Order order, CancellationToken cancel)
    {
        if (order.Return is { } coming)
        {
            var wanted = JsonSerializer.Deserialize<ReturnRequest>(coming, Json.Options)!;
            return new(false, [.. wanted.ItemIds.Select(id => Describe(order, id))], wanted.PaymentMethodId, Money.FromMajor(wanted.Amount, order.Currency));
        }

        if (order.Exchange is not { } swap) return null;
        var exchange = JsonSerializer.Deserialize<ExchangeRequest>(swap, Json.Options)!;
        var options = await db.Set<Variant>().Where(x => exchange.NewItemIds.Contains(x.Id)).ToDictionaryAsync(x => x.Id, x => OrderItems.Describe(x.Options), StringComparer.Ordinal, cancel);
        return new(
            true, [.. exchange.ItemIds.Zip(exchange.NewItemIds, (id, becomes) => Describe(order, id) with { Becomes = options.GetValueOrDefault(becomes, becomes) })],
            exchange.PaymentMethodId, Money.FromMajor(exchange.Difference, order.Currency));
    }

    // a request does not change the items of its order
    private static RequestedItem Describe(Order order, string itemId) =>
        order.Items.FirstOrDefault(x => x.ItemId == itemId) is { } item ? new(item.Name, OrderItems.Describe(item.Options)) : new(itemId, "");
}
