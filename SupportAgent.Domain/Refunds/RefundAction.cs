namespace SupportAgent.Domain.Refunds;

/// <summary>A refund in full: what a draft holds, and what is executed.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Amount">How much goes back.</param>
/// <param name="PaymentMethodId">To which payment method: the one that paid.</param>
/// <param name="Reason">Why.</param>
public sealed record RefundAction(string OrderId, Money Amount, string PaymentMethodId, RefundReason Reason);
