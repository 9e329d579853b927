using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SupportAgent.Domain.Shop;

/// <summary>A customer of the shop.</summary>
public sealed class Customer
{
    /// <summary>Longest id.</summary>
    public const int IdLength = 64;

    /// <summary>Longest e-mail address.</summary>
    public const int EmailLength = 254;

    /// <summary>Such as <c>noah_brown_6181</c>.</summary>
    public required string Id { get; init; }

    /// <summary>First name.</summary>
    public required string FirstName { get; init; }

    /// <summary>Last name.</summary>
    public required string LastName { get; init; }

    /// <summary>E-mail address; unique, in small letters.</summary>
    public required string Email { get; init; }

    /// <summary>Where orders go unless they say otherwise.</summary>
    public required Address Address { get; set; }

    /// <summary>Counts the changes of the customer: a draft prepared on another version is stale.</summary>
    public int Version { get; set; } = 1;

    /// <summary>How the customer pays.</summary>
    public ICollection<PaymentMethod> PaymentMethods { get; } = [];

    /// <summary>First and last name.</summary>
    public string Name => $"{FirstName} {LastName}".TrimEnd();

    /// <summary>A payment method of the customer's for people; its id where it is not theirs any more.</summary>
    public string MethodLabel(string methodId) => PaymentMethods.FirstOrDefault(x => x.Id == methodId)?.Label ?? methodId;
}

internal sealed class CustomerMapping : IEntityTypeConfiguration<Customer>
{
    public void Configure(EntityTypeBuilder<Customer> builder)
    {
        builder.ToTable("Customers");
        builder.Property(x => x.Id).HasMaxLength(Customer.IdLength);
        builder.Property(x => x.FirstName).HasMaxLength(80).UseCollation("NOCASE");
        builder.Property(x => x.LastName).HasMaxLength(80).UseCollation("NOCASE");
        builder.Property(x => x.Email).HasMaxLength(Customer.EmailLength).UseCollation("NOCASE");
        builder.Property(x => x.Version).IsConcurrencyToken();
        builder.ComplexProperty(x => x.Address, Address.Map);
        builder.HasIndex(x => x.Email).IsUnique();
        builder.HasIndex(x => new { x.LastName, x.FirstName });
        builder.HasMany(x => x.PaymentMethods).WithOne().HasForeignKey(x => x.CustomerId);
    }
}
