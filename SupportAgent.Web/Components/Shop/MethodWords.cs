using SupportAgent.Domain;
using SupportAgent.Domain.Shop;
using SupportAgent.Web.Texts;

namespace SupportAgent.Web.Components.Shop;

/// <summary>Names of payment methods as people read them. What is stored and told to a model says <see cref="PaymentMethod.Label"/>.</summary>
internal static class MethodWords
{
    /// <summary>Such as "Visa ending in 9212", "PayPal", "gift card 1725971".</summary>
    public static string Of(PaymentMethod method) => method switch
    {
        { Source: PaymentSource.CreditCard, Brand: null } => ShopTexts.CardEndingIn.With(ShopTexts.PaymentCard, method.LastFour),
        { Source: PaymentSource.CreditCard } => ShopTexts.CardEndingIn.With(BrandOf(method.Brand), method.LastFour),
        { Source: PaymentSource.GiftCard } => ShopTexts.GiftCard.With(method.Id["gift_card_".Length..]),
        _ => method.Label,
    };

    /// <summary>The name of a customer's method; its id where the customer is not known or does not have it any more.</summary>
    public static string Of(Customer? customer, string methodId) => customer?.PaymentMethods.FirstOrDefault(x => x.Id == methodId) is { } method ? Of(method) : methodId;

    private static string BrandOf(string brand) => brand switch
    {
        "visa" => "Visa",
        "mastercard" => "Mastercard",
        _ => brand,
    };
}
