namespace SupportAgent.Domain.Payments;

/// <summary>
/// Moves money for an approved draft. The idempotency key is the draft's: however often the same request is sent, it takes effect once, and
/// every answer after the first says the same.
/// </summary>
public interface IPaymentGateway
{
    /// <summary>
    /// Whether money moves in the store's own transaction, together with the order's change. Then there is nothing to wait for, and nothing
    /// that a crash could leave open.
    /// </summary>
    bool IsLedger { get; }

    /// <summary>Pays, or asks what became of an earlier request with the same key. It does not throw: what it cannot tell is <see cref="PaymentResult.Unknown"/>.</summary>
    Task<PaymentAnswer> PayAsync(PaymentRequest request, CancellationToken cancel);
}

/// <summary>All that one draft pays, as one thing that happens or does not.</summary>
/// <param name="Key">The idempotency key: made with the draft, stored before the first request, never used for anything else.</param>
/// <param name="Reference">The order or customer that it is about, for people who read the gateway's records.</param>
/// <param name="Movements">What moves.</param>
public sealed record PaymentRequest(string Key, string Reference, IReadOnlyList<Movement> Movements);

/// <summary>One movement of money between the shop and a payment method.</summary>
/// <param name="Kind">Which way.</param>
/// <param name="PaymentMethodId">From, or to.</param>
/// <param name="Amount">How much, above zero.</param>
public sealed record Movement(MovementKind Kind, string PaymentMethodId, Money Amount);

/// <summary>Which way money moves.</summary>
public enum MovementKind
{
    /// <summary>From the customer to the shop.</summary>
    Charge,

    /// <summary>Back to the customer.</summary>
    Refund,
}

/// <summary>What a gateway said.</summary>
/// <param name="Result">What is known.</param>
/// <param name="Reference">The gateway's own number of the payment, where it succeeded.</param>
/// <param name="Message">Why not, for staff: one short line, and never a secret.</param>
public sealed record PaymentAnswer(PaymentResult Result, string? Reference = null, string? Message = null)
{
    /// <summary>The money moved.</summary>
    public static PaymentAnswer Succeeded(string reference) => new(PaymentResult.Succeeded, reference);

    /// <summary>The gateway said no. Nothing moved, and nothing will.</summary>
    public static PaymentAnswer Declined(string message) => new(PaymentResult.Declined, Message: message);

    /// <summary>Nobody knows yet whether the money moved. Only asking again with the same key can tell.</summary>
    public static PaymentAnswer Unknown(string message) => new(PaymentResult.Unknown, Message: message);
}

/// <summary>What is known of a payment.</summary>
public enum PaymentResult
{
    /// <summary>It may have happened or not.</summary>
    Unknown,

    /// <summary>It happened.</summary>
    Succeeded,

    /// <summary>It did not happen, and will not.</summary>
    Declined,
}
