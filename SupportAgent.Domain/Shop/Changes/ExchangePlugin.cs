using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using SupportAgent.Domain.Texts;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Shop.Changes;

/// <summary>Swaps items of a delivered order for other variants, once.</summary>
[ToolGroup(ToolGroup.Orders)]
public sealed class ExchangePlugin(ActionDrafts drafts)
{
    private const string Name = "exchange";

    /// <summary>Makes a draft.</summary>
    [Tool($"prepare_{Name}", ToolEffect.Prepare, "Prepare exchange")]
    [Description("Prepares the exchange of items of a delivered order for other variants of the same products, for a person to approve. It records the request with the difference in price. It works once an order. " +
        "Use it when the items and their new variants are known; get_product has the variants. Not for a pending order: use prepare_change_items; not for giving items back: use prepare_return.")]
    public async Task<ToolOutcome> Prepare(
        [Description(ShopAnswers.OrderIdForm)] string order_id,
        [Description("The items that go; an item that is there twice is two pieces."), MinLength(1), MaxLength(50)] IReadOnlyList<string> item_ids,
        [Description("The variants in their place, in the same order."), MinLength(1), MaxLength(50)] IReadOnlyList<string> new_item_ids,
        [Description("The customer's payment method for the difference; get_customer has them.")] string payment_method_id,
        ToolContext context,
        CancellationToken cancel = default)
    {
        if (await context.Db.FindOrderAsync(order_id, cancel) is not { } order) return ShopAnswers.NoOrder(order_id);
        if (WhyNot(order) is { } closed) return ToolOutcome.Refused(ErrorCode.PolicyViolation, closed);
        var customer = (await context.Db.FindCustomerAsync(order.CustomerId, cancel))!;
        var (action, violation) = await ItemSwap.PlanAsync(context.Db, order, customer, item_ids, new_item_ids, payment_method_id, cancel);
        if (action is null) return ToolOutcome.Refused(ErrorCode.PolicyViolation, violation!);
        var plan = OrderChange.Plan(
            Name, action, order, customer, ItemSwap.Difference(action, order), $"Exchange {action.ItemIds.Count} of {order.Items.Count} items of order {order.Id}",
            [.. await ItemSwap.FactsAsync(context.Db, action, order, customer, cancel)]);
        return await drafts.PrepareAsync(plan, context, cancel);
    }

    /// <summary>Carries out an approved draft.</summary>
    [Tool($"execute_{Name}", ToolEffect.Execute, "Request exchange")]
    [Description("Records an exchange after approval. It runs by itself once a person has approved the draft; never call it.")]
    public async Task<ToolOutcome> Execute([Description("The token of the draft.")] string exchange_token, ToolContext context, CancellationToken cancel = default)
    {
        var (action, refusal) = ActionDrafts.Open<ItemSwapAction>(exchange_token, context);
        if (action is null) return refusal!;
        var (order, customer, stale) = await OrderChange.OpenAsync(action.OrderId, context, cancel);
        if (stale is not null) return stale;
        if (WhyNot(order) is { } closed) return OrderChange.Broken(closed);
        var (now, violation) = await ItemSwap.PlanAsync(context.Db, order, customer, action.ItemIds, action.NewItemIds, action.PaymentMethodId, cancel);
        if (now is null) return OrderChange.Broken(violation!);
        if (now.DifferenceMinor != action.DifferenceMinor) return ToolOutcome.Failed(ErrorCode.StaleDraft, "Prices have changed since this was prepared. Nothing was done; prepare it anew.");
        var request = new ExchangeRequest(action.ItemIds, action.NewItemIds, action.PaymentMethodId, new Money(action.DifferenceMinor, order.Currency).Major);
        (order.Status, order.Exchange) = (OrderStatus.ExchangeRequested, Json.Write(request));
        order.Version++;
        return OrderChange.Done(order, context);
    }

    /// <summary>Null when items of the order can be exchanged; else the sentence that says which rule is against it.</summary>
    internal static string? WhyNot(Order order) =>
        order.Status == OrderStatus.Delivered ? null : OrderRuleTexts.OnlyDeliveredExchanged.With(order.Id, OrderStatusText.ForReader(order.Status));
}

/// <summary>What is to be swapped.</summary>
/// <param name="ItemIds">What goes, a piece each.</param>
/// <param name="NewItemIds">What comes in its place.</param>
/// <param name="PaymentMethodId">Who pays the difference, or gets it back.</param>
/// <param name="Difference">What has to be paid more, in major units; below zero it goes back.</param>
public sealed record ExchangeRequest(IReadOnlyList<string> ItemIds, IReadOnlyList<string> NewItemIds, string PaymentMethodId, decimal Difference);
