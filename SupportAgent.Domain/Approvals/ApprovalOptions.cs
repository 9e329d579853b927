using System.ComponentModel.DataAnnotations;

namespace SupportAgent.Domain.Approvals;

/// <summary>Who may approve how much, and for how long a draft waits. Section <c>Approvals</c>. Amounts are in the draft's currency.</summary>
public sealed class ApprovalOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Approvals";

    /// <summary>Staff with the role agent approve up to this, inclusive; approvers above it. Default 200.</summary>
    [Range(0, 1_000_000_000)]
    public decimal StaffLimit { get; init; } = 200;

    /// <summary>Above this, two different people must approve. Default 1000.</summary>
    [Range(0, 1_000_000_000)]
    public decimal TwoPersonLimit { get; init; } = 1000;

    /// <summary>How long a draft waits for a decision, in minutes. Default 60.</summary>
    [Range(1, 7 * 24 * 60)]
    public int ExpireAfterMinutes { get; init; } = 60;
}
