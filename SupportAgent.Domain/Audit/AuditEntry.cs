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

    /// <inheritdoc cref="AuditRecord.ArgumentsRun" />
    public string? ArgumentsRun { get; init; }

    /// <inheritdoc cref="AuditRecord.WaitedMs" />
    public long? WaitedMs { get; init; }

    /// <inheritdoc cref="AuditRecord.RanMs" />
    public long? RanMs { get; init; }

    /// <inheritdoc cref="AuditRecord.Retries" />
    public int? Retries { get; init; }

    /// <inheritdoc cref="AuditRecord.ToolVersion" />
    public string? ToolVersion { get; init; }

    /// <inheritdoc cref="AuditRecord.ModelProvider" />
    public string? ModelProvider { get; init; }

    /// <inheritdoc cref="AuditRecord.ModelName" />
    public string? ModelName { get; init; }

    /// <inheritdoc cref="AuditRecord.ResponseId" />
    public string? ResponseId { get; init; }

    /// <summary>What it is about.</summary>
    public AuditSubject About { get; init; } = AuditSubject.None;
}

/// <summary>What an audit record is about.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="CustomerId">The customer.</param>
/// <param name="Amount">The money.</param>
public sealed record AuditSubject(string? OrderId = null, string? CustomerId = null, Money? Amount = null)
{
    /// <summary>Nothing of these.</summary>
    public static AuditSubject None { get; } = new();
}
