using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using SupportAgent.Domain.Texts;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Shop.Changes;

/// <summary>Takes items of a delivered order back, once.</summary>
[ToolGroup(ToolGroup.Orders)]
public sealed class ReturnPlugin(ActionDrafts drafts)
{
    private const string Name = "return";

    /// <summary>Makes a draft.</summary>
    [Tool($"prepare_{Name}", ToolEffect.Prepare, "Prepare return")]
    [Description("Prepares the return of items of a delivered order, for a person to approve. It records the request; the money goes back by a refund when the goods are here. It works once an order. " +
        "Use it when the items are known. Not for a pending order: use prepare_cancel_order; not for other variants: use prepare_exchange.")]
    public async Task<ToolOutcome> Prepare(
        [Description(ShopAnswers.OrderIdForm)] string order_id,
        [Description("The items that come back; an item that is there twice is two pieces."), MinLength(1), MaxLength(50)] IReadOnlyList<string> item_ids,
        [Description("Where the money goes: the method that paid, or a gift card of the customer.")] string payment_method_id,
        ToolContext context,
        CancellationToken cancel = default)
    {
        if (await context.Db.FindOrderAsync(order_id, cancel) is not { } order) return ShopAnswers.NoOrder(order_id);
        var customer = (await context.Db.FindCustomerAsync(order.CustomerId, cancel))!;
        var (request, violation) = Plan(order, customer, item_ids, payment_method_id);
        if (request is null) return ToolOutcome.Refused(ErrorCode.PolicyViolation, violation!);
        var amount = Money.FromMajor(request.Amount, order.Currency);
        var (items, _) = OrderItems.Pick(order, request.ItemIds);
        var plan = OrderChange.Plan(
            Name, new ReturnAction(order.Id, request), order, customer, amount, $"Take back {request.ItemIds.Count} of {order.Items.Count} items of order {order.Id} for {amount}",
            new("Comes back", string.Join(", ", items!.Select(x => x.Name))), new("Promised", amount.ToString()), new("To", customer.MethodLabel(payment_method_id)));
        return await drafts.PrepareAsync(plan, context, cancel);
    }

    /// <summary>Carries out an approved draft.</summary>
    [Tool($"execute_{Name}", ToolEffect.Execute, "Request return")]
    [Description("Records a return after approval. It runs by itself once a person has approved the draft; never call it.")]
    public async Task<ToolOutcome> Execute([Description("The token of the draft.")] string return_token, ToolContext context, CancellationToken cancel = default)
    {
        var (action, refusal) = ActionDrafts.Open<ReturnAction>(return_token, context);
        if (action is null) return refusal!;
        var (order, customer, stale) = await OrderChange.OpenAsync(action.OrderId, context, cancel);
        if (stale is not null) return stale;
        if (Plan(order, customer, action.Request.ItemIds, action.Request.PaymentMethodId) is (null, { } violation)) return OrderChange.Broken(violation);
        (order.Status, order.Return) = (OrderStatus.ReturnRequested, Json.Write(action.Request));
        order.Version++;
        return OrderChange.Done(order, context);
    }

    /// <summary>Null when items of the order can be returned; else the sentence that says which rule is against it.</summary>
    internal static string? WhyNot(Order order) =>
        order.Status == OrderStatus.Delivered ? null : OrderRuleTexts.OnlyDeliveredReturned.With(order.Id, OrderStatusText.ForReader(order.Status));

    private static (ReturnRequest? Request, string? Violation) Plan(Order order, Customer customer, IReadOnlyList<string> itemIds, string methodId)
    {
        if (WhyNot(order) is { } closed) return (null, closed);
        if (itemIds.Count == 0) return (null, "At least one item has to be named.");
        var (items, violation) = OrderItems.Pick(order, itemIds);
        if (items is null) return (null, violation);
        if (customer.PaymentMethods.FirstOrDefault(x => x.Id == methodId) is not { } method) return (null, OrderItems.NoSuchMethod(customer, methodId));
        if (method.Source != PaymentSource.GiftCard && order.Ledger.All(x => x.Kind != LedgerKind.Payment || x.PaymentMethodId != methodId))
            return (null, "The money of a return goes to the method that paid, or to a gift card of the customer.");
        return (new ReturnRequest(itemIds, methodId, new Money(items.Sum(x => x.PriceMinor), order.Currency).Major), null);
    }
}

/// <summary>A return in full.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Request">What is recorded.</param>
public sealed record ReturnAction(string OrderId, ReturnRequest Request);

/// <summary>What is to come back.</summary>
/// <param name="ItemIds">The items, a piece each.</param>
/// <param name="PaymentMethodId">Where the money goes.</param>
/// <param name="Amount">How much, in major units.</param>
public sealed record ReturnRequest(IReadOnlyList<string> ItemIds, string PaymentMethodId, decimal Amount);
