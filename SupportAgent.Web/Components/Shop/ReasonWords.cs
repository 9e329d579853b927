using SupportAgent.Web.Texts;

namespace SupportAgent.Web.Components.Shop;

/// <summary>Why an order was cancelled or money moved, as people read it.</summary>
internal static class ReasonWords
{
    /// <summary>Such as "not delivered"; what the shop gives in words of its own, as it is.</summary>
    /// <param name="reason">As it is stored: <c>not_delivered</c>.</param>
    public static string Of(string reason) => reason.Replace('_', ' ') switch
    {
        "cancelled" => ShopTexts.ReasonCancelled,
        "changed mind" => ShopTexts.ReasonChangedMind,
        "defective" => ShopTexts.ReasonDefective,
        "items changed" => ShopTexts.ReasonItemsChanged,
        "no longer needed" => ShopTexts.ReasonNoLongerNeeded,
        "not delivered" => ShopTexts.ReasonNotDelivered,
        "ordered by mistake" => ShopTexts.ReasonOrderedByMistake,
        "payment changed" => ShopTexts.ReasonPaymentChanged,
        "wrong item" => ShopTexts.ReasonWrongItem,
        var other => other,
    };
}
