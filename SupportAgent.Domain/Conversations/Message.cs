using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SupportAgent.Domain.Conversations;

/// <summary>A text in a conversation. It is stored once and never changed, unless the data of its customer is erased.</summary>
public sealed class Message
{
    /// <summary>Longest message of a person, in UTF-16 units.</summary>
    public const int TextLength = 8000;

    /// <summary>Our id, time-ordered.</summary>
    public required Guid Id { get; init; }

    /// <summary>The conversation.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>The turn it began, or was said in.</summary>
    public required Guid TurnId { get; init; }

    /// <summary>Who speaks.</summary>
    public required Speaker Speaker { get; init; }

    /// <summary>The person's name; "Agent" for the agent.</summary>
    public required string SpeakerName { get; init; }

    /// <summary>0 for a person's message; for the agent the model round that said it, from 1.</summary>
    public required int Round { get; init; }

    /// <summary>Markdown of the agent, plain text of a person. Untrusted both.</summary>
    public required string Text { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The conversation's revision when it was stored.</summary>
    public required long Revision { get; init; }
}

/// <summary>Who speaks.</summary>
public enum Speaker
{
    /// <summary>A member of staff.</summary>
    Person,

    /// <summary>The agent.</summary>
    Agent,
}

internal sealed class MessageMapping : IEntityTypeConfiguration<Message>
{
    public void Configure(EntityTypeBuilder<Message> builder)
    {
        builder.ToTable("Messages");
        builder.HasOne<Conversation>().WithMany().HasForeignKey(x => x.ConversationId);
        builder.HasIndex(x => new { x.ConversationId, x.Revision });
    }
}
