using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SupportAgent.Domain.Shop;

/// <summary>A way in which a customer pays. It holds no card number, only what names the card for people.</summary>
public sealed class PaymentMethod
{
    /// <summary>Such as <c>gift_card_1725971</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required string CustomerId { get; init; }

    /// <summary>Its place among the customer's methods, from 0.</summary>
    public required int Position { get; init; }

    /// <summary>What it is.</summary>
    public required PaymentSource Source { get; init; }

    /// <summary>Of a card: <c>visa</c>, <c>mastercard</c>.</summary>
    public string? Brand { get; init; }

    /// <summary>Of a card: its last four digits; null where they are erased.</summary>
    public string? LastFour { get; init; }

    /// <summary>Of a gift card: what is on it, in minor units of US dollars.</summary>
    public long? BalanceMinor { get; set; }

    /// <summary>For people: "Visa ending in 9212", "PayPal", "gift card 1725971".</summary>
    public string Label => Source switch
    {
        PaymentSource.CreditCard => $"{Brand switch { "visa" => "Visa", "mastercard" => "Mastercard", null => "Card", var other => other }}{(LastFour is null ? "" : $" ending in {LastFour}")}",
        PaymentSource.Paypal => "PayPal",
        PaymentSource.GiftCard => $"gift card {Id["gift_card_".Length..]}",
    };
}

/// <summary>What a payment method is.</summary>
public enum PaymentSource
{
    /// <summary>A credit card.</summary>
    CreditCard,

    /// <summary>A PayPal account.</summary>
    Paypal,

    /// <summary>A gift card of the shop.</summary>
    GiftCard,
}

internal sealed class PaymentMethodMapping : IEntityTypeConfiguration<PaymentMethod>
{
    public void Configure(EntityTypeBuilder<PaymentMethod> builder)
    {
        builder.ToTable("PaymentMethods");
        builder.Property(x => x.Id).HasMaxLength(64);
        builder.Property(x => x.Brand).HasMaxLength(40);
        builder.Property(x => x.LastFour).HasMaxLength(4);
    }
}
