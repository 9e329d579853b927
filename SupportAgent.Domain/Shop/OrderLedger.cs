using SupportAgent.Domain.Payments;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Shop;

/// <summary>Moves money of an order: a ledger entry, and with it the balance of a gift card, or a movement for the payment gateway.</summary>
internal static class OrderLedger
{
    /// <summary>Gives money back to a payment method.</summary>
    public static void Refund(this Order order, Customer customer, string methodId, long minor, LedgerCause cause) =>
        order.Move(customer, LedgerKind.Refund, methodId, minor, cause);

    /// <summary>Takes money from a payment method.</summary>
    public static void Charge(this Order order, Customer customer, string methodId, long minor, LedgerCause cause) =>
        order.Move(customer, LedgerKind.Payment, methodId, minor, cause);

    /// <summary>What each payment method has paid and not got back, in minor units.</summary>
    public static IEnumerable<(string MethodId, long Left)> LeftByMethod(this Order order) =>
        order.Ledger.GroupBy(x => x.PaymentMethodId, StringComparer.Ordinal)
            .Select(x => (x.Key, x.Sum(entry => entry.Kind == LedgerKind.Payment ? entry.AmountMinor : -entry.AmountMinor)));

    private static void Move(this Order order, Customer customer, LedgerKind kind, string methodId, long minor, LedgerCause cause)
    {
        order.Ledger.Add(new LedgerEntry
        {
            OrderId = order.Id,
            Kind = kind,
            AmountMinor = minor,
            PaymentMethodId = methodId,
            At = cause.Context.Now,
            DraftId = cause.Context.ApprovedDraft!.Id,
            Reason = cause.Reason,
        });
        // gift cards are the shop's own: their money never leaves its books
        if (customer.PaymentMethods.FirstOrDefault(x => x.Id == methodId) is { Source: PaymentSource.GiftCard } giftCard)
            giftCard.BalanceMinor = (giftCard.BalanceMinor ?? 0) + (kind == LedgerKind.Refund ? minor : -minor);
        else
            cause.Context.Movements.Add(new Movement(kind == LedgerKind.Refund ? MovementKind.Refund : MovementKind.Charge, methodId, new Money(minor, order.Currency)));
    }
}

/// <summary>Why money moves.</summary>
/// <param name="Context">The run of the tool, with the approved draft.</param>
/// <param name="Reason">In a word or two.</param>
internal readonly record struct LedgerCause(ToolContext Context, string Reason);
