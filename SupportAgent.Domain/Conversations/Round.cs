using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SupportAgent.Domain.Conversations;

/// <summary>One asking of a model within a turn. It is stored once, when it is over, and never changed.</summary>
public sealed class Round
{
    /// <summary>Longest text kept of a model's or an answer's name.</summary>
    public const int NameLength = 200;

    /// <summary>Our id, time-ordered.</summary>
    public required Guid Id { get; init; }

    /// <summary>The conversation.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>The turn.</summary>
    public required Guid TurnId { get; init; }

    /// <summary>Which round of the turn, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The model's name for people, as it is configured.</summary>
    public required string Model { get; init; }

    /// <summary>The name that the server gave of the model that answered; null where it gave none.</summary>
    public string? AnsweredBy { get; init; }

    /// <summary>The server's id of the answer; null where it gave none.</summary>
    public string? ResponseId { get; init; }

    /// <summary>When it was asked.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How long the first piece of the answer took, in milliseconds; null when there was none.</summary>
    public long? FirstPieceMs { get; init; }

    /// <summary>How long all of it took, in milliseconds.</summary>
    public required long DurationMs { get; init; }

    /// <summary>Tokens that it read.</summary>
    public required long InputTokens { get; init; }

    /// <summary>Tokens that it wrote.</summary>
    public required long OutputTokens { get; init; }

    /// <summary>What it cost, in millionths of a US dollar; null where the server does not say.</summary>
    public long? CostMicroDollars { get; init; }

    /// <summary>Why it stopped, in the words of the API; null when it broke off.</summary>
    public string? Finish { get; init; }

    /// <summary>The conversation's revision when it was stored.</summary>
    public required long Revision { get; init; }
}

internal sealed class RoundMapping : IEntityTypeConfiguration<Round>
{
    public void Configure(EntityTypeBuilder<Round> builder)
    {
        builder.ToTable("Rounds");
        builder.Property(x => x.Model).HasMaxLength(Round.NameLength);
        builder.Property(x => x.AnsweredBy).HasMaxLength(Round.NameLength);
        builder.Property(x => x.ResponseId).HasMaxLength(Round.NameLength);
        builder.Property(x => x.Finish).HasMaxLength(40);
        builder.HasOne<Conversation>().WithMany().HasForeignKey(x => x.ConversationId);
        builder.HasIndex(x => new { x.ConversationId, x.Revision });
        builder.HasIndex(x => x.At);
    }
}
