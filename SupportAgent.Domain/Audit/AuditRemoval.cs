namespace SupportAgent.Domain.Audit;

/// <summary>That the contents of a record were removed, and a stub of it is left.</summary>
/// <param name="Why">For what.</param>
/// <param name="At">When.</param>
public sealed record AuditRemoval(AuditRemovalReason Why, DateTimeOffset At)
{
    /// <summary>What stands for a person's name that was removed.</summary>
    public const string NoName = "(removed)";

    /// <summary>For the API and the exports, whoever reads them: "Removed by retention on 2026-11-21", "Erased on 2026-11-21".</summary>
    public override string ToString() => $"{(Why == AuditRemovalReason.Retention ? "Removed by retention" : "Erased")} on {At.UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)}";
}

/// <summary>For what the contents of a record were removed.</summary>
public enum AuditRemovalReason
{
    /// <summary>It was older than its kind is kept: see <see cref="AuditRetentionOptions"/>. Texts, names, addresses and models go.</summary>
    Retention,

    /// <summary>A customer's data was erased on request. Arguments and results go; who did it stays.</summary>
    Erasure,
}
