using System.ComponentModel.DataAnnotations;

namespace SupportAgent.Domain.Payments;

/// <summary>Where money moves. Section <c>Payments</c>.</summary>
public sealed class PaymentOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Payments";

    /// <summary>Which gateway. Default the shop's own ledger.</summary>
    public PaymentProvider Gateway { get; init; } = PaymentProvider.Ledger;

    /// <summary>For <see cref="PaymentProvider.Http"/>: the address before <c>/payments</c>.</summary>
    public string Endpoint { get; init; } = "";

    /// <summary>For <see cref="PaymentProvider.Http"/>: the bearer token; may be empty.</summary>
    public string ApiKey { get; init; } = "";

    /// <summary>How long one request waits for the gateway before its outcome counts as unknown, in seconds. Default 10.</summary>
    [Range(0.1, 300)]
    public double TimeoutSeconds { get; init; } = 10;

    /// <summary>The first wait before an unknown outcome is asked for again, in seconds; it doubles each time, up to a minute. Default 1.</summary>
    [Range(0.01, 60)]
    public double AskAgainSeconds { get; init; } = 1;

    /// <summary>Whether there is an address to pay at, where one is needed.</summary>
    internal bool HasEndpoint => Gateway != PaymentProvider.Http || (Uri.TryCreate(Endpoint, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https");
}

/// <summary>The gateways that there are.</summary>
public enum PaymentProvider
{
    /// <summary>The shop's own ledger.</summary>
    Ledger,

    /// <summary>An HTTP endpoint.</summary>
    Http,
}
