using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SupportAgent.Domain.Access;

namespace SupportAgent.Domain.Conversations;

/// <summary>What one person thinks of one answer of the agent. A person has one on an answer, and can change it.</summary>
public sealed class Feedback
{
    /// <summary>Longest comment, in UTF-16 units.</summary>
    public const int CommentLength = 1000;

    /// <summary>Our id, time-ordered.</summary>
    public required Guid Id { get; init; }

    /// <summary>The answer.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>The conversation that the answer stands in.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>Whose it is.</summary>
    public required string PersonId { get; init; }

    /// <summary>That person's name.</summary>
    public required string PersonName { get; set; }

    /// <summary>Good or bad.</summary>
    public required FeedbackVerdict Verdict { get; set; }

    /// <summary>Why; null where the person said nothing. Untrusted.</summary>
    public string? Comment { get; set; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset At { get; set; }
}

/// <summary>Whether an answer helped.</summary>
public enum FeedbackVerdict
{
    /// <summary>It helped.</summary>
    Good,

    /// <summary>It did not, or was wrong.</summary>
    Bad,
}

internal sealed class FeedbackMapping : IEntityTypeConfiguration<Feedback>
{
    public void Configure(EntityTypeBuilder<Feedback> builder)
    {
        builder.ToTable("Feedback");
        builder.Property(x => x.Comment).HasMaxLength(Feedback.CommentLength);
        builder.HasOne<Message>().WithMany().HasForeignKey(x => x.MessageId);
        builder.HasOne<Conversation>().WithMany().HasForeignKey(x => x.ConversationId);
        builder.HasOne<StaffMember>().WithMany().HasForeignKey(x => x.PersonId);
        builder.HasIndex(x => new { x.MessageId, x.PersonId }).IsUnique();
        builder.HasIndex(x => new { x.ConversationId, x.PersonId });
        builder.HasIndex(x => x.At);
    }
}
