namespace SupportAgent.Domain.Shop.Changes;

/// <summary>Items of an order for other variants of the same products, paired by position.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="ItemIds">What goes, a piece each.</param>
/// <param name="NewItemIds">What comes in its place.</param>
/// <param name="PaymentMethodId">Who pays the difference, or gets it back.</param>
/// <param name="DifferenceMinor">What has to be paid more, in minor units; below zero it goes back.</param>
public sealed record ItemSwapAction(string OrderId, IReadOnlyList<string> ItemIds, IReadOnlyList<string> NewItemIds, string PaymentMethodId, long DifferenceMinor);
