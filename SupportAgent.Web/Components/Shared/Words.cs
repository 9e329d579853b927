using System.Globalization;
using SupportAgent.Domain.Refunds;
using SupportAgent.Domain.Shop;
using SupportAgent.Domain.Shop.Changes;
using SupportAgent.Web.Texts;

namespace SupportAgent.Web.Components.Shared;

/// <summary>Names of states and counts as people read them.</summary>
internal static class Words
{
    /// <summary>Such as "Not delivered" for <c>NotDelivered</c>, from the text <c>RefundReason_NotDelivered</c>.</summary>
    public static string Of<T>(T value) where T : struct, Enum =>
        StateTexts.ResourceManager.GetString($"{typeof(T).Name}_{value}", CultureInfo.CurrentUICulture) ?? value.ToString();

    /// <summary>Why money goes back or an order is cancelled, such as "Not delivered" for the stored <c>not_delivered</c> or the shop's <c>not delivered</c>; one that is not known in its own words.</summary>
    public static string OfReason(string codeWord) => codeWord.Replace(' ', '_') switch
    {
        LedgerReason.Cancelled => SharedTexts.ReasonCancelled,
        LedgerReason.ItemsChanged => SharedTexts.ReasonItemsChanged,
        LedgerReason.PaymentChanged => SharedTexts.ReasonPaymentChanged,
        var known => Known<RefundReason>(known) ?? Known<CancelReason>(known) ?? Of(codeWord),
    };

    /// <summary>The words of a code word that has no text of its own, such as "Order id" for <c>order_id</c>; empty for an empty text.</summary>
    public static string Of(string codeWord) => codeWord.Length == 0 ? "" : char.ToUpperInvariant(codeWord[0]) + codeWord[1..].Replace('_', ' ');

    /// <summary>Such as "1,204".</summary>
    public static string Count(long number) => number.ToString("N0", CultureInfo.CurrentCulture);

    /// <summary>The state that an address names; null when it names none.</summary>
    public static T? Parse<T>(string? text) where T : struct, Enum => Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : null;

    private static string? Known<T>(string codeWord) where T : struct, Enum =>
        Parse<T>(codeWord.Replace("_", "", StringComparison.Ordinal)) is { } value ? Of(value) : null;
}
