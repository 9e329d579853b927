using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SupportAgent.Domain.Conversations;

/// <summary>One thread of messages between staff and the agent.</summary>
public sealed class Conversation
{
    /// <summary>Longest title.</summary>
    public const int TitleLength = 80;

    /// <summary>Our id, time-ordered.</summary>
    public required Guid Id { get; init; }

    /// <summary>The start of the first message, until somebody names it.</summary>
    public required string Title { get; set; }

    /// <summary>The account that looks after it: the one that began it, until another takes it over.</summary>
    public required string OwnerId { get; set; }

    /// <summary>That person's name.</summary>
    public required string OwnerName { get; set; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When something last happened in it.</summary>
    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>The customer that it is about; null while it is about none. The agent reaches nobody else unless a person names them.</summary>
    public string? CustomerId { get; set; }

    /// <summary>The ticket that it belongs to, such as <c>T-1001</c>; null without one.</summary>
    public string? TicketId { get; set; }

    /// <summary>When a person closed it; null while it is open. A closed one takes no message until somebody reopens it.</summary>
    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>Who closed it.</summary>
    public string? ClosedByName { get; set; }

    /// <summary>The groups of tools that people want offered in every round, separated by spaces; empty when the agent chooses alone.</summary>
    public string PinnedGroups { get; set; } = "";

    /// <summary>What people say about the tools of its turns, unless a turn says otherwise: see <see cref="Conversations.ToolChoice"/>.</summary>
    public string ToolChoice { get; set; } = "auto";

    /// <summary>The id of the model that people picked for it; null for the default.</summary>
    public string? ModelId { get; set; }

    /// <summary>What it is about; null until a model has said so. See <see cref="Label"/>.</summary>
    public LabelCategory? Category { get; set; }

    /// <summary>How soon it has to be looked at; null as long as <see cref="Category"/> is.</summary>
    public LabelUrgency? Urgency { get; set; }

    /// <summary>The order that the label names.</summary>
    public string? LabelOrderId { get; set; }

    /// <summary>What is asked for, in one line of a model. Untrusted.</summary>
    public string? Summary { get; set; }

    /// <summary>What it is about, in one; null until a model has said so.</summary>
    public ConversationLabel? Label => Category is { } category ? new(category, Urgency ?? LabelUrgency.Medium, LabelOrderId, Summary ?? "") : null;

    /// <summary>Counts every change of anything in it: messages, turns, tool calls, drafts. A reader that knows a number asks for what is newer.</summary>
    public long Revision { get; set; }
}

internal sealed class ConversationMapping : IEntityTypeConfiguration<Conversation>
{
    public void Configure(EntityTypeBuilder<Conversation> builder)
    {
        builder.ToTable("Conversations");
        builder.Property(x => x.Title).HasMaxLength(Conversation.TitleLength);
        builder.Property(x => x.CustomerId).HasMaxLength(64);
        builder.Property(x => x.TicketId).HasMaxLength(20);
        builder.Property(x => x.ToolChoice).HasMaxLength(Conversations.ToolChoice.TextLength).HasDefaultValue("auto");
        builder.Property(x => x.ModelId).HasMaxLength(40);
        builder.Property(x => x.PinnedGroups).HasMaxLength(100);
        builder.Property(x => x.LabelOrderId).HasMaxLength(ConversationLabel.OrderIdLength);
        builder.Property(x => x.Summary).HasMaxLength(ConversationLabel.SummaryLength);
        builder.Ignore(x => x.Label);
        builder.HasIndex(x => x.UpdatedAt);
        builder.HasIndex(x => new { x.OwnerId, x.UpdatedAt });
        builder.HasIndex(x => x.TicketId);
    }
}
