using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Texts;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Shop.Changes;

/// <summary>Changes items of a pending order into other variants, once.</summary>
[ToolGroup(ToolGroup.Orders)]
public sealed class ChangeItemsPlugin(ActionDrafts drafts)
{
    private const string Name = "change_items";

    /// <summary>Makes a draft.</summary>
    [Tool($"prepare_{Name}", ToolEffect.Prepare, "Prepare change of items")]
    [Description("Prepares other variants of the same products for items of a pending order, for a person to approve. The difference is charged or given back at once. It works once an order. " +
        "Use it when the items and their new variants are known; get_product has the variants. Not for a delivered order: use prepare_exchange.")]
    public async Task<ToolOutcome> Prepare(
        [Description(ShopAnswers.OrderIdForm)] string order_id,
        [Description("The items to change; an item that is there twice is two pieces."), MinLength(1), MaxLength(50)] IReadOnlyList<string> item_ids,
        [Description("The variants in their place, in the same order."), MinLength(1), MaxLength(50)] IReadOnlyList<string> new_item_ids,
        [Description("The customer's payment method for the difference, such as paypal_1234567; get_customer has them.")] string payment_method_id,
        ToolContext context,
        CancellationToken cancel = default)
    {
        if (await context.Db.FindOrderAsync(order_id, cancel) is not { } order) return ShopAnswers.NoOrder(order_id);
        if (WhyNot(order) is { } closed) return ToolOutcome.Refused(ErrorCode.PolicyViolation, closed);
        var customer = (await context.Db.FindCustomerAsync(order.CustomerId, cancel))!;
        var (action, violation) = await ItemSwap.PlanAsync(context.Db, order, customer, item_ids, new_item_ids, payment_method_id, cancel);
        if (action is null) return ToolOutcome.Refused(ErrorCode.PolicyViolation, violation!);
        var plan = OrderChange.Plan(
            Name, action, order, customer, ItemSwap.Difference(action, order), $"Change {action.ItemIds.Count} of {order.Items.Count} items of order {order.Id}",
            [.. await ItemSwap.FactsAsync(context.Db, action, order, customer, cancel)]);
        return await drafts.PrepareAsync(plan, context, cancel);
    }

    /// <summary>Carries out an approved draft.</summary>
    [Tool($"execute_{Name}", ToolEffect.Execute, "Change items", IsLong = true)]
    [Description("Changes an order's items after approval. It runs by itself once a person has approved the draft; never call it.")]
    public async Task<ToolOutcome> Execute([Description("The token of the draft.")] string change_items_token, ToolContext context, CancellationToken cancel = default)
    {
        var (action, refusal) = ActionDrafts.Open<ItemSwapAction>(change_items_token, context);
        if (action is null) return refusal!;
        var (order, customer, stale) = await OrderChange.OpenAsync(action.OrderId, context, cancel);
        if (stale is not null) return stale;
        if (WhyNot(order) is { } closed) return OrderChange.Broken(closed);
        var (now, violation) = await ItemSwap.PlanAsync(context.Db, order, customer, action.ItemIds, action.NewItemIds, action.PaymentMethodId, cancel);
        if (now is null) return OrderChange.Broken(violation!);
        if (now.DifferenceMinor != action.DifferenceMinor) return ToolOutcome.Failed(ErrorCode.StaleDraft, "Prices have changed since this was prepared. Nothing was done; prepare it anew.");

        await SwapAsync(order, action, context, cancel);
        if (action.DifferenceMinor > 0) order.Charge(customer, action.PaymentMethodId, action.DifferenceMinor, new LedgerCause(context, LedgerReason.ItemsChanged));
        if (action.DifferenceMinor < 0) order.Refund(customer, action.PaymentMethodId, -action.DifferenceMinor, new LedgerCause(context, LedgerReason.ItemsChanged));
        order.Status = OrderStatus.PendingItemModified;
        order.Version++;
        return OrderChange.Done(order, context);
    }

    private static async Task SwapAsync(Order order, ItemSwapAction action, ToolContext context, CancellationToken cancel)
    {
        var wanted = action.NewItemIds.Distinct(StringComparer.Ordinal).ToList();
        var variants = await context.Db.Set<Variant>().Where(x => wanted.Contains(x.Id)).ToDictionaryAsync(x => x.Id, StringComparer.Ordinal, cancel);
        var (going, _) = OrderItems.Pick(order, action.ItemIds);
        foreach (var (item, newId) in going!.Zip(action.NewItemIds)) item.Become(variants[newId]);
    }

    /// <summary>Null when items of the order can be changed; else the sentence that says which rule is against it.</summary>
    internal static string? WhyNot(Order order) =>
        order.Status == OrderStatus.Pending ? null : OrderRuleTexts.OnlyPendingItems.With(order.Id, OrderStatusText.ForReader(order.Status));
}
