using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SupportAgent.Domain.Conversations;

/// <summary>A conversation that waits for a person to go on with it, or did.</summary>
public sealed class HandOver
{
    /// <summary>Longest summary.</summary>
    public const int SummaryLength = 2000;

    /// <summary>Our id, time-ordered.</summary>
    public required Guid Id { get; init; }

    /// <summary>The conversation.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>What whoever takes over has to know: who the customer is, what was asked, done, and is open.</summary>
    public required string Summary { get; init; }

    /// <summary>The person on whose behalf it was handed over.</summary>
    public required string ByName { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The account that took over; null while it waits.</summary>
    public string? TakenById { get; set; }

    /// <summary>That person's name.</summary>
    public string? TakenByName { get; set; }

    /// <summary>When.</summary>
    public DateTimeOffset? TakenAt { get; set; }
}

internal sealed class HandOverMapping : IEntityTypeConfiguration<HandOver>
{
    public void Configure(EntityTypeBuilder<HandOver> builder)
    {
        builder.ToTable("HandOvers");
        builder.Property(x => x.Summary).HasMaxLength(HandOver.SummaryLength);
        builder.HasOne<Conversation>().WithMany().HasForeignKey(x => x.ConversationId);
        // a conversation waits once
        builder.HasIndex(x => x.ConversationId).IsUnique().HasFilter("\"TakenAt\" IS NULL").HasDatabaseName("IX_HandOvers_OneWaiting");
    }
}
