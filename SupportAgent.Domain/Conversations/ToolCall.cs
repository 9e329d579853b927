using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Conversations;

/// <summary>One request to run a tool, as the timeline shows it.</summary>
public sealed class ToolCall
{
    /// <summary>Our id, unique for ever: ids of models are not.</summary>
    public required Guid Id { get; init; }

    /// <summary>The conversation.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>The turn; null where a person asked for it, as with the execution of a draft.</summary>
    public Guid? TurnId { get; init; }

    /// <summary>The model round that asked for it, from 1.</summary>
    public int Round { get; init; }

    /// <summary>Its place among the calls of that round, from 0.</summary>
    public int Position { get; init; }

    /// <summary>The tool's name as it was asked for.</summary>
    public required string Name { get; init; }

    /// <summary>The arguments as they came: any text.</summary>
    public required string Arguments { get; init; }

    /// <summary>Who asked.</summary>
    public required ToolOrigin Origin { get; init; }

    /// <summary>The person on whose behalf.</summary>
    public required string PersonName { get; init; }

    /// <summary>That person's account; empty for the app itself, null in calls of earlier releases.</summary>
    public string? PersonId { get; init; }

    /// <summary>The address of the program, where one asked through the API.</summary>
    public string? ClientAddress { get; init; }

    /// <summary>Where the model is that asked for it.</summary>
    public string? ModelProvider { get; init; }

    /// <summary>The model that asked for it.</summary>
    public string? ModelName { get; init; }

    /// <summary>The provider's id of the answer in which the model asked for it.</summary>
    public string? ResponseId { get; init; }

    /// <summary>The version of the tool: its name, description and schema. Null where there is no such tool.</summary>
    public string? ToolVersion { get; init; }

    /// <summary>How it goes.</summary>
    public required ToolCallStatus Status { get; set; }

    /// <summary>The process that runs it, or did: see <see cref="Worker"/>.</summary>
    public string? Runner { get; init; }

    /// <summary>The error code, where it failed or was refused.</summary>
    public string? Code { get; set; }

    /// <summary>The step that refused it; null where it was not refused, and in calls of earlier releases.</summary>
    public ToolStep? Step { get; set; }

    /// <summary>The result as the model sees it: JSON. Null while it runs.</summary>
    public string? Result { get; set; }

    /// <summary>The draft that it made or executed.</summary>
    public Guid? DraftId { get; set; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the tool itself began, after all checks; null where it never did.</summary>
    public DateTimeOffset? RanAt { get; set; }

    /// <summary>The arguments that the tool ran with, where they are others than <see cref="Arguments"/>.</summary>
    public string? ArgumentsRun { get; set; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The conversation's revision at its last change.</summary>
    public long Revision { get; set; }
}

/// <summary>How a tool call goes. The API writes these in snake_case.</summary>
public enum ToolCallStatus
{
    /// <summary>At work.</summary>
    Running,

    /// <summary>Done.</summary>
    Succeeded,

    /// <summary>Began and failed.</summary>
    Failed,

    /// <summary>Refused before it ran.</summary>
    Rejected,

    /// <summary>Made a draft that waits for a person.</summary>
    AwaitingApproval,

    /// <summary>Ended by its time limit.</summary>
    TimedOut,
}

/// <summary>Who asked for a tool call.</summary>
public enum ToolOrigin
{
    /// <summary>The model.</summary>
    Model,

    /// <summary>A person on a page.</summary>
    Person,

    /// <summary>A program with a token.</summary>
    Api,

    /// <summary>The app itself, finishing what a person approved.</summary>
    System,
}

internal sealed class ToolCallMapping : IEntityTypeConfiguration<ToolCall>
{
    public void Configure(EntityTypeBuilder<ToolCall> builder)
    {
        builder.ToTable("ToolCalls");
        builder.Property(x => x.Runner).HasMaxLength(200);
        builder.Property(x => x.PersonId).HasMaxLength(450);
        builder.Property(x => x.ClientAddress).HasMaxLength(60);
        builder.Property(x => x.ModelProvider).HasMaxLength(ModelAnswer.TextLength);
        builder.Property(x => x.ModelName).HasMaxLength(ModelAnswer.TextLength);
        builder.Property(x => x.ResponseId).HasMaxLength(ModelAnswer.TextLength);
        builder.Property(x => x.ToolVersion).HasMaxLength(12);
        builder.HasOne<Conversation>().WithMany().HasForeignKey(x => x.ConversationId);
        builder.HasIndex(x => new { x.ConversationId, x.Revision });
        builder.HasIndex(x => x.Status).HasFilter("\"Status\" = 'Running'");
    }
}
