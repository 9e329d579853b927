using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SupportAgent.Domain.Shop;

/// <summary>One piece of an order. Two pieces of a variant are two items.</summary>
public sealed class OrderItem
{
    /// <summary>Our row id.</summary>
    public long RowId { get; init; }

    /// <summary>The order.</summary>
    public required string OrderId { get; init; }

    /// <summary>Its place in the order, from 0.</summary>
    public required int Position { get; init; }

    /// <summary>The variant.</summary>
    public required string ItemId { get; set; }

    /// <summary>The product of the variant.</summary>
    public required string ProductId { get; init; }

    /// <summary>The product's name when it was ordered.</summary>
    public required string Name { get; init; }

    /// <summary>The variant's options, a JSON object of texts.</summary>
    public required string Options { get; set; }

    /// <summary>What was charged for it, in minor units of the order's currency.</summary>
    public required long PriceMinor { get; set; }

    /// <summary>Takes another variant of the same product in its place.</summary>
    public void Become(Variant variant) => (ItemId, Options, PriceMinor) = (variant.Id, variant.Options, variant.PriceMinor);
}

internal sealed class OrderItemMapping : IEntityTypeConfiguration<OrderItem>
{
    public void Configure(EntityTypeBuilder<OrderItem> builder)
    {
        builder.ToTable("OrderItems");
        builder.HasKey(x => x.RowId);
        builder.Property(x => x.ItemId).HasMaxLength(20);
        builder.Property(x => x.ProductId).HasMaxLength(20);
        builder.Property(x => x.Name).HasMaxLength(120);
        builder.HasIndex(x => new { x.OrderId, x.Position }).IsUnique();
    }
}
