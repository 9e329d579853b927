using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SupportAgent.Domain.Approvals;

/// <summary>One person's word on one draft. It is never changed.</summary>
public sealed class Decision
{
    /// <summary>Longest note or reason.</summary>
    public const int NoteLength = 1000;

    /// <summary>Our id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The draft.</summary>
    public required Guid DraftId { get; init; }

    /// <summary>Yes or no.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>The account of the person.</summary>
    public required string PersonId { get; init; }

    /// <summary>The person's name at the time.</summary>
    public required string PersonName { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Why: required for a denial.</summary>
    public string? Note { get; init; }
}

/// <summary>What a person said.</summary>
public enum Verdict
{
    /// <summary>Do it.</summary>
    Approved,

    /// <summary>Don't.</summary>
    Denied,
}

internal sealed class DecisionMapping : IEntityTypeConfiguration<Decision>
{
    public void Configure(EntityTypeBuilder<Decision> builder)
    {
        builder.ToTable("Decisions");
        builder.Property(x => x.Note).HasMaxLength(Decision.NoteLength);
        // one word a person and draft, whatever is clicked twice
        builder.HasIndex(x => new { x.DraftId, x.PersonId }).IsUnique();
    }
}
