using System.ComponentModel.DataAnnotations;

namespace SupportAgent.Domain.Refunds;

/// <summary>Goodwill credit. Section <c>Vouchers</c>.</summary>
public sealed class VoucherOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Vouchers";

    /// <summary>Most that one voucher gives, in US dollars. Default 50.</summary>
    [Range(0.01, 100_000)]
    public decimal Limit { get; init; } = 50;
}
