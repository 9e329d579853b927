using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SupportAgent.Domain.Audit;

/// <summary>A search of the audit that somebody keeps under a name.</summary>
public sealed class AuditView
{
    /// <summary>Longest name.</summary>
    public const int NameLength = 60;

    /// <summary>Longest filter.</summary>
    public const int FilterLength = 2000;

    /// <summary>Our id, time-ordered.</summary>
    public required Guid Id { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>The part of the page's address after the question mark. Untrusted.</summary>
    public required string Filter { get; init; }

    /// <summary>The account that keeps it.</summary>
    public required string OwnerId { get; init; }

    /// <summary>That person's name.</summary>
    public required string OwnerName { get; init; }

    /// <summary>Whether everybody who may read the audit sees it.</summary>
    public required bool IsShared { get; init; }
}

internal sealed class AuditViewMapping : IEntityTypeConfiguration<AuditView>
{
    public void Configure(EntityTypeBuilder<AuditView> builder)
    {
        builder.ToTable("AuditViews");
        builder.Property(x => x.Id).ValueGeneratedNever();
        builder.Property(x => x.Name).HasMaxLength(AuditView.NameLength);
        builder.Property(x => x.Filter).HasMaxLength(AuditView.FilterLength);
        builder.Property(x => x.OwnerId).HasMaxLength(450);
        // one of a name for a person: kept again, it is replaced
        builder.HasIndex(x => new { x.OwnerId, x.Name }).IsUnique();
        builder.HasIndex(x => x.IsShared);
    }
}
