using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SupportAgent.Domain.Conversations;

/// <summary>A message to the customer that the agent has written for a person to look over. The app sends it to nobody.</summary>
public sealed class CustomerReply
{
    /// <summary>Longest text: it fits into a note of a ticket.</summary>
    public const int TextLength = 4000;

    /// <summary>Our id, time-ordered.</summary>
    public required Guid Id { get; init; }

    /// <summary>The conversation.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>The turn up to which it was written.</summary>
    public required Guid TurnId { get; init; }

    /// <summary>Plain text of a model. Untrusted.</summary>
    public required string Text { get; init; }

    /// <summary>How it sounds.</summary>
    public required ReplyTone Tone { get; init; }

    /// <summary>The model that wrote it, by its name for people.</summary>
    public required string Model { get; init; }

    /// <summary>The account that asked for it.</summary>
    public required string PersonId { get; init; }

    /// <summary>That person's name.</summary>
    public required string PersonName { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The ticket that it was added to as a note, such as <c>T-1001</c>; null while it was to none.</summary>
    public string? TicketId { get; set; }
}

/// <summary>How a message to a customer sounds.</summary>
public enum ReplyTone
{
    /// <summary>Warm, by the first name.</summary>
    Friendly,

    /// <summary>Polite, at a distance.</summary>
    Formal,

    /// <summary>The facts, without greeting and farewell.</summary>
    Brief,
}

internal sealed class CustomerReplyMapping : IEntityTypeConfiguration<CustomerReply>
{
    public void Configure(EntityTypeBuilder<CustomerReply> builder)
    {
        builder.ToTable("CustomerReplies");
        builder.Property(x => x.Text).HasMaxLength(CustomerReply.TextLength);
        builder.Property(x => x.Model).HasMaxLength(Round.NameLength);
        builder.Property(x => x.TicketId).HasMaxLength(20);
        builder.HasOne<Conversation>().WithMany().HasForeignKey(x => x.ConversationId);
        builder.HasIndex(x => new { x.ConversationId, x.Id });
        builder.HasIndex(x => new { x.PersonId, x.At });
    }
}
