using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SupportAgent.Domain.Shop;

/// <summary>A kind of thing the shop sells.</summary>
public sealed class Product
{
    /// <summary>Digits, such as <c>9523456873</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Such as <c>T-Shirt</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What can be bought of it.</summary>
    public ICollection<Variant> Variants { get; } = [];
}

/// <summary>One form of a product.</summary>
public sealed class Variant
{
    /// <summary>Digits; also names the item in orders.</summary>
    public required string Id { get; init; }

    /// <summary>The product.</summary>
    public required string ProductId { get; init; }

    /// <summary>Its place in the product, from 0.</summary>
    public required int Position { get; init; }

    /// <summary>A JSON object of texts: <c>{"color":"blue"}</c>.</summary>
    public required string Options { get; init; }

    /// <summary>Whether it can be ordered now.</summary>
    public required bool Available { get; init; }

    /// <summary>In minor units of US dollars.</summary>
    public required long PriceMinor { get; init; }
}

internal sealed class ProductMapping : IEntityTypeConfiguration<Product>, IEntityTypeConfiguration<Variant>
{
    public void Configure(EntityTypeBuilder<Product> builder)
    {
        builder.ToTable("Products");
        builder.Property(x => x.Id).HasMaxLength(20);
        builder.Property(x => x.Name).HasMaxLength(120);
        builder.HasMany(x => x.Variants).WithOne().HasForeignKey(x => x.ProductId);
    }

    public void Configure(EntityTypeBuilder<Variant> builder)
    {
        builder.ToTable("Variants");
        builder.Property(x => x.Id).HasMaxLength(20);
    }
}
