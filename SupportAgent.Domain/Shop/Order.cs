using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SupportAgent.Domain.Shop;

/// <summary>An order with its items and its payment ledger.</summary>
public sealed partial class Order
{
    /// <summary>Such as <c>#W2611340</c>; the # is part of it.</summary>
    public required string Id { get; init; }

    /// <summary>Whose order it is.</summary>
    public required string CustomerId { get; init; }

    /// <summary>Its place among the shop's orders, from 0: a customer's orders are listed in it to programs.</summary>
    public required int Position { get; init; }

    /// <summary>Where it is on its way.</summary>
    public required OrderStatus Status { get; set; }

    /// <summary>When it was placed.</summary>
    public required DateTimeOffset PlacedAt { get; init; }

    /// <summary>Where it ships to.</summary>
    public required Address Address { get; set; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>Tracking numbers, separated by spaces; empty until it ships.</summary>
    public required string TrackingIds { get; init; }

    /// <summary>Why it was cancelled; null unless it was, by a tool.</summary>
    public string? CancelReason { get; set; }

    /// <summary>What is to come back, as JSON of a <see cref="Changes.ReturnRequest"/>; null when nothing is.</summary>
    public string? Return { get; set; }

    /// <summary>What is to be swapped, as JSON of an <see cref="Changes.ExchangeRequest"/>; null when nothing is.</summary>
    public string? Exchange { get; set; }

    /// <summary>Counts the changes of the order and its ledger: a draft prepared on another version is stale.</summary>
    public int Version { get; set; } = 1;

    /// <summary>The items, in order.</summary>
    public ICollection<OrderItem> Items { get; } = [];

    /// <summary>The payment ledger, oldest first.</summary>
    public ICollection<LedgerEntry> Ledger { get; } = [];

    /// <summary>The tracking numbers, one by one.</summary>
    public IReadOnlyList<string> Tracking => TrackingIds.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The sum of the items.</summary>
    public Money Total => new(Items.Sum(x => x.PriceMinor), Currency);

    /// <summary>What was paid.</summary>
    public Money Paid => Sum(LedgerKind.Payment);

    /// <summary>What went back.</summary>
    public Money Refunded => Sum(LedgerKind.Refund);

    /// <summary>What was paid and has not gone back.</summary>
    public Money Left => Paid - Refunded;

    /// <summary>The id in its one form, <c>#W1234567</c>, from what people type: the # and the W's case may be missing or other. Null when it is no order id.</summary>
    public static string? NormaliseId(string text)
    {
        var match = IdPattern().Match(text.Trim());
        return match.Success ? $"#W{match.Groups["digits"].Value}" : null;
    }

    /// <summary>The order ids that stand in a text, in their one form, each once.</summary>
    public static IReadOnlyList<string> IdsIn(string text) => [.. IdsPattern().Matches(text).Select(x => NormaliseId(x.Value)!).Distinct(StringComparer.Ordinal)];

    [GeneratedRegex(@"#?\b[Ww][0-9]{7}\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex IdsPattern();

    [GeneratedRegex(@"^#?[Ww](?<digits>[0-9]{7})\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex IdPattern();

    private Money Sum(LedgerKind kind) => new(Ledger.Where(x => x.Kind == kind).Sum(x => x.AmountMinor), Currency);
}

/// <summary>Where an order is on its way.</summary>
public enum OrderStatus
{
    /// <summary>Placed, not yet handed over for shipping.</summary>
    Pending,

    /// <summary>As pending, after its items were changed: only its address can still be.</summary>
    PendingItemModified,

    /// <summary>Being shipped.</summary>
    Processed,

    /// <summary>With the customer.</summary>
    Delivered,

    /// <summary>Cancelled; what was paid went back.</summary>
    Cancelled,

    /// <summary>Delivered; the customer sends items back.</summary>
    ReturnRequested,

    /// <summary>Delivered; the customer swaps items.</summary>
    ExchangeRequested,
}

internal sealed class OrderMapping : IEntityTypeConfiguration<Order>
{
    public void Configure(EntityTypeBuilder<Order> builder)
    {
        builder.ToTable("Orders");
        builder.Property(x => x.Id).HasMaxLength(16);
        builder.Property(x => x.Currency).HasMaxLength(Money.CurrencyLength);
        builder.Property(x => x.TrackingIds).HasMaxLength(200);
        builder.Property(x => x.CancelReason).HasMaxLength(40);
        builder.Property(x => x.Version).IsConcurrencyToken();
        builder.ComplexProperty(x => x.Address, Address.Map);
        builder.HasOne<Customer>().WithMany().HasForeignKey(x => x.CustomerId);
        builder.HasMany(x => x.Items).WithOne().HasForeignKey(x => x.OrderId);
        builder.HasMany(x => x.Ledger).WithOne().HasForeignKey(x => x.OrderId);
        builder.HasIndex(x => x.PlacedAt);
        builder.HasIndex(x => new { x.Status, x.PlacedAt });
    }
}
