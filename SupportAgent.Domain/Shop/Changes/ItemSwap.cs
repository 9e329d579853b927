using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Shop.Changes;

/// <summary>The rules that a change of items and an exchange share.</summary>
internal static class ItemSwap
{
    /// <summary>The action, with its difference from the prices of the store; or the sentence that says which rule is against it.</summary>
    public static async Task<(ItemSwapAction? Action, string? Violation)> PlanAsync(
        SupportDb db, Order order, Customer customer, IReadOnlyList<string> itemIds, IReadOnlyList<string> newItemIds, string methodId, CancellationToken cancel)
    {
        if (itemIds.Count == 0) return (null, "At least one item has to be named.");
        if (itemIds.Count != newItemIds.Count) return (null, $"Each item needs exactly one in its place: {itemIds.Count} go and {newItemIds.Count} come.");
        if (customer.PaymentMethods.FirstOrDefault(x => x.Id == methodId) is not { } method) return (null, OrderItems.NoSuchMethod(customer, methodId));
        var (going, violation) = OrderItems.Pick(order, itemIds);
        if (going is null) return (null, violation);

        var wanted = newItemIds.Distinct(StringComparer.Ordinal).ToList();
        var variants = await db.Set<Variant>().Where(x => wanted.Contains(x.Id)).ToDictionaryAsync(x => x.Id, StringComparer.Ordinal, cancel);
        long difference = 0;
        foreach (var (item, newId) in going.Zip(newItemIds))
        {
            if (!variants.TryGetValue(newId, out var variant)) return (null, $"There is no item {Text.Shorten(newId, 40)}. Use get_product for the variants there are.");
            if (variant.ProductId != item.ProductId) return (null, $"{newId} is no variant of {item.Name}: items can only be swapped within one product.");
            if (variant.Id == item.ItemId) return (null, $"{newId} is what the order has already.");
            if (!variant.Available) return (null, $"{newId} is not available now.");
            difference += variant.PriceMinor - item.PriceMinor;
        }

        return difference > 0 && method.Source == PaymentSource.GiftCard && (method.BalanceMinor ?? 0) < difference
            ? (null, $"The {method.Label} has {new Money(method.BalanceMinor ?? 0, order.Currency)} left, not enough for {new Money(difference, order.Currency)}.")
            : (new ItemSwapAction(order.Id, itemIds, newItemIds, methodId, difference), null);
    }

    /// <summary>The facts of a swap.</summary>
    public static async Task<IReadOnlyList<DraftFact>> FactsAsync(SupportDb db, ItemSwapAction action, Order order, Customer customer, CancellationToken cancel)
    {
        var wanted = action.NewItemIds.Distinct(StringComparer.Ordinal).ToList();
        var variants = await db.Set<Variant>().Where(x => wanted.Contains(x.Id)).ToDictionaryAsync(x => x.Id, StringComparer.Ordinal, cancel);
        var (going, _) = OrderItems.Pick(order, action.ItemIds);
        var swaps = going!.Zip(action.NewItemIds).Select(x =>
            new DraftFact(x.First.Name, $"{OrderItems.Describe(x.First.Options)} ({new Money(x.First.PriceMinor, order.Currency)}) → {OrderItems.Describe(variants[x.Second].Options)} ({new Money(variants[x.Second].PriceMinor, order.Currency)})"));
        return [.. swaps, new DraftFact(action.DifferenceMinor < 0 ? "Goes back" : "To be paid", $"{Difference(action, order)}, {customer.MethodLabel(action.PaymentMethodId)}")];
    }

    /// <summary>The difference without its sign: what the limits of approval count.</summary>
    public static Money Difference(ItemSwapAction action, Order order) => new(Math.Abs(action.DifferenceMinor), order.Currency);
}
