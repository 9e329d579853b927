using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SupportAgent.Domain.Audit;

/// <summary>One line that stays for ever. Only <see cref="AuditLog"/> makes them; the database refuses to change or delete one.</summary>
public sealed class AuditRecord
{
    /// <summary>Longest name kept of a tool or act; an unknown tool can have any.</summary>
    public const int ActionLength = 100;

    /// <summary>Longest text kept of arguments and of a result; longer ones are cut with a mark.</summary>
    public const int TextLength = 64 * 1024;

    /// <summary>1, 2, 3 … without gaps.</summary>
    public required long Sequence { get; init; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What it tells about.</summary>
    public required AuditKind Kind { get; init; }

    /// <summary>The tool's name as it was asked for, or the act, such as <c>approve</c>.</summary>
    public required string Action { get; init; }

    /// <summary>How it ended, in the words of the API: <c>succeeded</c>, <c>rejected</c>, <c>approved</c> …</summary>
    public required string Outcome { get; init; }

    /// <summary>The error code, where it failed or was refused.</summary>
    public string? Code { get; init; }

    /// <summary>Who asked: <c>model</c>, <c>person</c>, <c>api</c> or <c>system</c>.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>The person on whose behalf it happened; empty for the system.</summary>
    public required string PersonId { get; init; }

    /// <summary>That person's name at the time.</summary>
    public required string PersonName { get; init; }

    /// <summary>The conversation it belongs to.</summary>
    public Guid? ConversationId { get; init; }

    /// <summary>The turn it belongs to.</summary>
    public Guid? TurnId { get; init; }

    /// <summary>Our id of the tool call.</summary>
    public Guid? ToolCallId { get; init; }

    /// <summary>The draft it made, decided or executed.</summary>
    public Guid? DraftId { get; init; }

    /// <summary>The arguments as received.</summary>
    public string? Arguments { get; init; }

    /// <summary>The result, or the reason of a decision.</summary>
    public string? Result { get; init; }

    /// <summary>How long it ran, in milliseconds.</summary>
    public long? DurationMs { get; init; }

    /// <summary>The hash of the record before it; 64 zeros for the first.</summary>
    public required string PreviousHash { get; init; }

    /// <summary>SHA-256 over <see cref="PreviousHash"/> and this record's canonical bytes, in hex.</summary>
    public string Hash { get; internal set; } = "";
}

/// <summary>What kind of thing a record tells about.</summary>
public enum AuditKind
{
    /// <summary>A tool was asked for: run, refused or failed.</summary>
    ToolCall,

    /// <summary>A person approved or denied a draft.</summary>
    Decision,

    /// <summary>A draft ended without a decision: expired or stale.</summary>
    Draft,

    /// <summary>An account was made, changed, or locked.</summary>
    Account,

    /// <summary>A conversation turned to another customer.</summary>
    Scope,

    /// <summary>An admin changed how the app works.</summary>
    Settings,

    /// <summary>A person renamed, closed, reopened or gave away a conversation, or linked it to a ticket.</summary>
    Conversation,

    /// <summary>A person changed a ticket on its page, by the same rules as the tool of the name.</summary>
    Ticket,
}

internal sealed class AuditRecordMapping : IEntityTypeConfiguration<AuditRecord>
{
    public void Configure(EntityTypeBuilder<AuditRecord> builder)
    {
        builder.ToTable("AuditRecords");
        builder.HasKey(x => x.Sequence);
        builder.Property(x => x.Sequence).ValueGeneratedNever();
        builder.Property(x => x.Action).HasMaxLength(AuditRecord.ActionLength + 8);
        builder.Property(x => x.Outcome).HasMaxLength(40);
        builder.Property(x => x.Code).HasMaxLength(40);
        builder.Property(x => x.RequestedBy).HasMaxLength(10);
        builder.Property(x => x.Hash).HasMaxLength(64);
        builder.Property(x => x.PreviousHash).HasMaxLength(64);
        builder.HasIndex(x => x.At);
        builder.HasIndex(x => new { x.Action, x.Sequence });
        builder.HasIndex(x => new { x.PersonId, x.Sequence });
        builder.HasIndex(x => new { x.Outcome, x.Sequence });
        builder.HasIndex(x => new { x.ConversationId, x.Sequence });
    }
}
