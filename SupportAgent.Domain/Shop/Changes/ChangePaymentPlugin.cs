using System.ComponentModel;
using SupportAgent.Domain.Texts;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Shop.Changes;

/// <summary>Moves the payment of a pending order to another method of the customer, once.</summary>
[ToolGroup(ToolGroup.Orders)]
public sealed class ChangePaymentPlugin(ActionDrafts drafts)
{
    private const string Name = "change_payment";

    /// <summary>Makes a draft.</summary>
    [Tool($"prepare_{Name}", ToolEffect.Prepare, "Prepare change of payment")]
    [Description("Prepares another payment method for a pending order, for a person to approve: the new one pays all, the old one gets all back. It works once an order. " +
        "Use it when staff ask to pay with another method of the same customer. Not for giving money back: use prepare_refund or prepare_cancel_order.")]
    public async Task<ToolOutcome> Prepare(
        [Description(ShopAnswers.OrderIdForm)] string order_id,
        [Description("Another payment method of the customer, such as paypal_1234567; get_customer has them.")] string payment_method_id,
        ToolContext context,
        CancellationToken cancel = default)
    {
        if (await context.Db.FindOrderAsync(order_id, cancel) is not { } order) return ShopAnswers.NoOrder(order_id);
        var customer = (await context.Db.FindCustomerAsync(order.CustomerId, cancel))!;
        if (WhyNot(order, customer, payment_method_id) is { } violation) return ToolOutcome.Refused(ErrorCode.PolicyViolation, violation);
        var old = order.Ledger.Single().PaymentMethodId;
        var plan = OrderChange.Plan(
            Name, new ChangePaymentAction(order.Id, payment_method_id), order, customer, order.Paid, $"Let {customer.MethodLabel(payment_method_id)} pay the {order.Paid} of order {order.Id}",
            new("Pays", customer.MethodLabel(payment_method_id)), new("Gets back", customer.MethodLabel(old)));
        return await drafts.PrepareAsync(plan, context, cancel);
    }

    /// <summary>Carries out an approved draft.</summary>
    [Tool($"execute_{Name}", ToolEffect.Execute, "Change payment", IsLong = true)]
    [Description("Changes an order's payment after approval. It runs by itself once a person has approved the draft; never call it.")]
    public async Task<ToolOutcome> Execute([Description("The token of the draft.")] string change_payment_token, ToolContext context, CancellationToken cancel = default)
    {
        var (action, refusal) = ActionDrafts.Open<ChangePaymentAction>(change_payment_token, context);
        if (action is null) return refusal!;
        var (order, customer, stale) = await OrderChange.OpenAsync(action.OrderId, context, cancel);
        if (stale is not null) return stale;
        if (WhyNot(order, customer, action.PaymentMethodId) is { } violation) return OrderChange.Broken(violation);
        var payment = order.Ledger.Single();
        order.Charge(customer, action.PaymentMethodId, payment.AmountMinor, new LedgerCause(context, LedgerReason.PaymentChanged));
        order.Refund(customer, payment.PaymentMethodId, payment.AmountMinor, new LedgerCause(context, LedgerReason.PaymentChanged));
        order.Version++;
        return OrderChange.Done(order, context);
    }

    /// <summary>Null when a method of the customer can pay the order instead; else the sentence that says which rule is against it.</summary>
    internal static string? WhyNot(Order order, Customer customer) =>
        WhyNot(order) ?? (customer.PaymentMethods.Any(x => WhyNot(order, customer, x.Id) is null) ? null : OrderRuleTexts.NoOtherMethod.With(customer.Name, order.Paid.ForReader()));

    private static string? WhyNot(Order order)
    {
        if (order.Status != OrderStatus.Pending) return OrderRuleTexts.OnlyPendingPayment.With(order.Id, OrderStatusText.ForReader(order.Status));
        return order.Ledger is not { Count: 1 } || order.Ledger.Single().Kind != LedgerKind.Payment
            ? OrderRuleTexts.PaidInSteps.With(order.Id)
            : null;
    }

    private static string? WhyNot(Order order, Customer customer, string methodId)
    {
        if (WhyNot(order) is { } closed) return closed;
        if (customer.PaymentMethods.FirstOrDefault(x => x.Id == methodId) is not { } method) return OrderItems.NoSuchMethod(customer, methodId);
        if (order.Ledger.Single().PaymentMethodId == methodId) return $"Order {order.Id} is paid by this method already.";
        return method.Source == PaymentSource.GiftCard && (method.BalanceMinor ?? 0) < order.Paid.Minor
            ? $"The {method.Label} has {new Money(method.BalanceMinor ?? 0, order.Currency)} left, not enough for {order.Paid}."
            : null;
    }
}

/// <summary>A change of payment in full.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="PaymentMethodId">Who pays from now on.</param>
public sealed record ChangePaymentAction(string OrderId, string PaymentMethodId);
