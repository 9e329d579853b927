using System.ComponentModel;
using System.Text.Json;
using SupportAgent.Domain.Texts;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Shop.Changes;

/// <summary>Cancels a pending order as a whole.</summary>
[ToolGroup(ToolGroup.Orders)]
public sealed class CancelOrderPlugin(ActionDrafts drafts)
{
    private const string Name = "cancel_order";

    /// <summary>Makes a draft.</summary>
    [Tool($"prepare_{Name}", ToolEffect.Prepare, "Prepare cancellation")]
    [Description("Prepares the cancellation of a whole pending order for a person to approve; what was paid goes back to the methods that paid. " +
        "Use it when staff ask to cancel an order and the reason is known. Not for a processed or delivered order: use prepare_refund or prepare_return.")]
    public async Task<ToolOutcome> Prepare(
        [Description(ShopAnswers.OrderIdForm)] string order_id,
        [Description("Why: no_longer_needed or ordered_by_mistake. Ask when the person gave no reason.")] CancelReason reason,
        ToolContext context,
        CancellationToken cancel = default)
    {
        if (await context.Db.FindOrderAsync(order_id, cancel) is not { } order) return ShopAnswers.NoOrder(order_id);
        if (WhyNot(order) is { } violation) return ToolOutcome.Refused(ErrorCode.PolicyViolation, violation);
        var customer = (await context.Db.FindCustomerAsync(order.CustomerId, cancel))!;
        var back = order.LeftByMethod().Where(x => x.Left > 0).Select(x => $"{new Money(x.Left, order.Currency)} to {customer.MethodLabel(x.MethodId)}");
        var plan = OrderChange.Plan(
            Name, new CancelAction(order.Id, reason), order, customer, order.Left, $"Cancel order {order.Id} and give {order.Left} back",
            new("Reason", ReasonText(reason)), new("Goes back", string.Join(", ", back)), new("Items", string.Join(", ", order.Items.Select(x => x.Name))));
        return await drafts.PrepareAsync(plan, context, cancel);
    }

    /// <summary>Carries out an approved draft.</summary>
    [Tool($"execute_{Name}", ToolEffect.Execute, "Cancel order", IsLong = true)]
    [Description("Cancels an order after approval. It runs by itself once a person has approved the draft; never call it.")]
    public async Task<ToolOutcome> Execute([Description("The token of the draft.")] string cancel_order_token, ToolContext context, CancellationToken cancel = default)
    {
        var (action, refusal) = ActionDrafts.Open<CancelAction>(cancel_order_token, context);
        if (action is null) return refusal!;
        var (order, customer, stale) = await OrderChange.OpenAsync(action.OrderId, context, cancel);
        if (stale is not null) return stale;
        if (WhyNot(order) is { } violation) return OrderChange.Broken(violation);

        foreach (var (method, left) in order.LeftByMethod().Where(x => x.Left > 0).ToList()) order.Refund(customer, method, left, new LedgerCause(context, LedgerReason.Cancelled));
        (order.Status, order.CancelReason) = (OrderStatus.Cancelled, JsonNamingPolicy.SnakeCaseLower.ConvertName(action.Reason.ToString()));
        order.Version++;
        return OrderChange.Done(order, context);
    }

    /// <summary>Null when the order can be cancelled; else the sentence that says which rule is against it.</summary>
    internal static string? WhyNot(Order order) =>
        order.Status == OrderStatus.Pending ? null : OrderRuleTexts.OnlyPendingCancelled.With(order.Id, OrderStatusText.ForReader(order.Status));

    private static string ReasonText(CancelReason reason) => reason switch
    {
        CancelReason.NoLongerNeeded => "No longer needed",
        CancelReason.OrderedByMistake => "Ordered by mistake",
    };
}

/// <summary>Why an order is cancelled. The names in snake_case are a contract with models and programs.</summary>
public enum CancelReason
{
    /// <summary>The customer does not need it any more.</summary>
    NoLongerNeeded,

    /// <summary>The customer ordered by mistake.</summary>
    OrderedByMistake,
}

/// <summary>A cancellation in full.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Reason">Why.</param>
public sealed record CancelAction(string OrderId, CancelReason Reason);
