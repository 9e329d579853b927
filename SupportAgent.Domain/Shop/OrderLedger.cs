namespace SupportAgent.Domain.Shop;

/// <summary>Moves money of an order: a ledger entry, and the balance of a gift card with it.</summary>
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
            At = cause.At,
            DraftId = cause.DraftId,
            Reason = cause.Reason,
        });
        if (customer.PaymentMethods.FirstOrDefault(x => x.Id == methodId) is { Source: PaymentSource.GiftCard } giftCard)
            giftCard.BalanceMinor = (giftCard.BalanceMinor ?? 0) + (kind == LedgerKind.Refund ? minor : -minor);
    }
}

/// <summary>Why money moves.</summary>
/// <param name="DraftId">The approved draft.</param>
/// <param name="At">When.</param>
/// <param name="Reason">In a word or two.</param>
internal readonly record struct LedgerCause(Guid DraftId, DateTimeOffset At, string Reason);
