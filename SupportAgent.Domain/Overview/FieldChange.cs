namespace SupportAgent.Domain.Overview;

/// <summary>A value before and after.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Before">What it was; null where there was none.</param>
/// <param name="After">What it becomes; null where there is none any more.</param>
public sealed record FieldChange(string Label, string? Before, string? After);
