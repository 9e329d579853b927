namespace SupportAgent.Domain.Models.Offline.Learning;

/// <summary>Something that a customer typed, with what was meant.</summary>
/// <param name="Text">The words.</param>
/// <param name="Intent">The name of the intent, such as <c>track_order</c>.</param>
/// <param name="EntityType">The kind of the one thing that is named, such as <c>order_id</c>, or empty.</param>
/// <param name="EntityValue">What is named; leading zeros may be missing.</param>
public sealed record LabelledUtterance(string Text, string Intent, string EntityType, string EntityValue);
