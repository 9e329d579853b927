using SupportAgent.Domain.Access;

namespace SupportAgent.Domain.Audit;

/// <summary>What happened, before it has its number and hash. The members are those of <see cref="AuditRecord"/>.</summary>
public sealed record AuditEntry(AuditKind Kind, string Action, string Outcome, string RequestedBy, Actor Person)
{
    /// <inheritdoc cref="AuditRecord.Code" />
    public string? Code { get; init; }

    /// <inheritdoc cref="AuditRecord.ConversationId" />
    public Guid? ConversationId { get; init; }

    /// <inheritdoc cref="AuditRecord.TurnId" />
    public Guid? TurnId { get; init; }

    /// <inheritdoc cref="AuditRecord.ToolCallId" />
    public Guid? ToolCallId { get; init; }

    /// <inheritdoc cref="AuditRecord.DraftId" />
    public Guid? DraftId { get; init; }

    /// <inheritdoc cref="AuditRecord.Arguments" />
    public string? Arguments { get; init; }

    /// <inheritdoc cref="AuditRecord.Result" />
    public string? Result { get; init; }

    /// <inheritdoc cref="AuditRecord.DurationMs" />
    public long? DurationMs { get; init; }
}
