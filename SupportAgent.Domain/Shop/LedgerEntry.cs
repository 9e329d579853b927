using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SupportAgent.Domain.Shop;

/// <summary>One movement of money of an order. Entries are only added.</summary>
public sealed class LedgerEntry
{
    /// <summary>Our row id; entries are in this order.</summary>
    public long RowId { get; init; }

    /// <summary>The order.</summary>
    public required string OrderId { get; init; }

    /// <summary>Which way the money went.</summary>
    public required LedgerKind Kind { get; init; }

    /// <summary>How much, above zero, in minor units of the order's currency.</summary>
    public required long AmountMinor { get; init; }

    /// <summary>From, or to, which payment method.</summary>
    public required string PaymentMethodId { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The draft that a refund carried out; null for what came with the demo shop. With kind and payment method unique: a draft moves money once.</summary>
    public Guid? DraftId { get; init; }

    /// <summary>Why, of a refund.</summary>
    public string? Reason { get; init; }
}

/// <summary>Which way money went.</summary>
public enum LedgerKind
{
    /// <summary>From the customer to the shop.</summary>
    Payment,

    /// <summary>Back to the customer.</summary>
    Refund,
}

internal sealed class LedgerEntryMapping : IEntityTypeConfiguration<LedgerEntry>
{
    public void Configure(EntityTypeBuilder<LedgerEntry> builder)
    {
        builder.ToTable("Ledger", table => table.HasCheckConstraint("CK_Ledger_Amount", "\"AmountMinor\" > 0"));
        builder.HasKey(x => x.RowId);
        builder.Property(x => x.PaymentMethodId).HasMaxLength(64);
        builder.Property(x => x.Reason).HasMaxLength(40);
        builder.HasIndex(x => new { x.DraftId, x.Kind, x.PaymentMethodId }).IsUnique();
        builder.HasOne<PaymentMethod>().WithMany().HasForeignKey(x => x.PaymentMethodId);
    }
}
