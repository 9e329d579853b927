using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Conversations;

/// <summary>From a person's message, or the outcome of a draft, to the agent's final answer.</summary>
public sealed class Turn
{
    /// <summary>Our id, time-ordered: turns run in this order.</summary>
    public required Guid Id { get; init; }

    /// <summary>The conversation.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>The draft whose outcome it tells; null when a person's message began it.</summary>
    public Guid? DraftId { get; init; }

    /// <summary>The person on whose behalf the agent works in it.</summary>
    public required string PersonId { get; init; }

    /// <summary>That person's name.</summary>
    public required string PersonName { get; init; }

    /// <summary>The address of the program, where its message came through the API.</summary>
    public string? ClientAddress { get; init; }

    /// <summary>The turn whose message was edited into this one's; null where it was written anew.</summary>
    public Guid? ReplacesId { get; init; }

    /// <summary>
    /// The turn in whose favour it was left: its message, or an earlier one, was edited. It stays readable, and the agent does not see it any more. Null while it counts.
    /// </summary>
    public Guid? ReplacedById { get; set; }

    /// <summary>What was said about its tools: see <see cref="Conversations.ToolChoice"/>.</summary>
    public string ToolChoice { get; init; } = "auto";

    /// <summary>Where it is on its way.</summary>
    public TurnState State { get; set; } = TurnState.Queued;

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The process that runs it, or did: see <see cref="Worker"/>.</summary>
    public string? Runner { get; set; }

    /// <summary>When the agent began.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Why it ended other than by an answer: a sentence for people.</summary>
    public string? Note { get; set; }

    /// <summary>How many times the model was asked.</summary>
    public int Rounds { get; set; }

    /// <summary>Tokens that the model read.</summary>
    public long InputTokens { get; set; }

    /// <summary>Tokens that the model wrote.</summary>
    public long OutputTokens { get; set; }

    /// <summary>The conversation's revision at its last change.</summary>
    public long Revision { get; set; }
}

/// <summary>Where a turn is on its way.</summary>
public enum TurnState
{
    /// <summary>Stored; waits for the turn before it.</summary>
    Queued,

    /// <summary>The agent is at work.</summary>
    Running,

    /// <summary>The agent answered.</summary>
    Completed,

    /// <summary>A person stopped it.</summary>
    Stopped,

    /// <summary>A limit ended it.</summary>
    Limited,

    /// <summary>The model or the store failed.</summary>
    Failed,

    /// <summary>The app ended while it ran.</summary>
    Interrupted,
}

internal sealed class TurnMapping : IEntityTypeConfiguration<Turn>
{
    public void Configure(EntityTypeBuilder<Turn> builder)
    {
        builder.ToTable("Turns");
        builder.Property(x => x.ToolChoice).HasMaxLength(Conversations.ToolChoice.TextLength).HasDefaultValue("auto");
        builder.Property(x => x.Runner).HasMaxLength(200);
        builder.Property(x => x.ClientAddress).HasMaxLength(60);
        builder.HasOne<Conversation>().WithMany().HasForeignKey(x => x.ConversationId);
        builder.HasIndex(x => new { x.ConversationId, x.Revision });
        builder.HasIndex(x => new { x.State, x.CreatedAt });
        // one turn at a time in a conversation, whoever starts it
        builder.HasIndex(x => x.ConversationId).IsUnique().HasFilter("\"State\" = 'Running'").HasDatabaseName("IX_Turns_OneRunning");
    }
}
