using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SupportAgent.Domain.Shop;

/// <summary>A postal address.</summary>
/// <param name="Address1">Street and number.</param>
/// <param name="Address2">Flat, suite; may be empty.</param>
/// <param name="City">City.</param>
/// <param name="State">Two letters.</param>
/// <param name="Zip">Postcode, as text.</param>
/// <param name="Country">Such as <c>USA</c>.</param>
public sealed record Address(string Address1, string Address2, string City, string State, string Zip, string Country)
{
    /// <summary>Longest line.</summary>
    public const int LineLength = 120;

    /// <summary>On one line, for people.</summary>
    public override string ToString() => string.Join(", ", new[] { Address1, Address2, City, $"{State} {Zip}".Trim(), Country }.Where(x => x.Length > 0));

    internal static void Map(ComplexPropertyBuilder<Address> builder)
    {
        builder.Property(x => x.Address1).HasMaxLength(LineLength);
        builder.Property(x => x.Address2).HasMaxLength(LineLength);
        builder.Property(x => x.City).HasMaxLength(LineLength);
        builder.Property(x => x.State).HasMaxLength(40);
        builder.Property(x => x.Zip).HasMaxLength(20);
        builder.Property(x => x.Country).HasMaxLength(40);
    }
}
