namespace SupportAgent.Domain.Audit;

/// <summary>How many days the contents of records are kept, by their kind; 0 is for ever. A member for each <see cref="AuditKind"/>.</summary>
public sealed class AuditRetentionOptions
{
    /// <summary>Most days: a hundred years.</summary>
    public const int Most = 36_500;

    /// <inheritdoc cref="AuditKind.ToolCall" />
    public int ToolCall { get; init; }

    /// <inheritdoc cref="AuditKind.Decision" />
    public int Decision { get; init; }

    /// <inheritdoc cref="AuditKind.Draft" />
    public int Draft { get; init; }

    /// <inheritdoc cref="AuditKind.Account" />
    public int Account { get; init; }

    /// <inheritdoc cref="AuditKind.Scope" />
    public int Scope { get; init; }

    /// <inheritdoc cref="AuditKind.Settings" />
    public int Settings { get; init; }

    /// <inheritdoc cref="AuditKind.Conversation" />
    public int Conversation { get; init; }

    /// <inheritdoc cref="AuditKind.Ticket" />
    public int Ticket { get; init; }

    /// <inheritdoc cref="AuditKind.Export" />
    public int Export { get; init; }

    /// <inheritdoc cref="AuditKind.Removal" />
    public int Removal { get; init; }

    /// <summary>The days of a kind; 0 is for ever.</summary>
    public int DaysOf(AuditKind kind) => kind switch
    {
        AuditKind.ToolCall => ToolCall,
        AuditKind.Decision => Decision,
        AuditKind.Draft => Draft,
        AuditKind.Account => Account,
        AuditKind.Scope => Scope,
        AuditKind.Settings => Settings,
        AuditKind.Conversation => Conversation,
        AuditKind.Ticket => Ticket,
        AuditKind.Export => Export,
        AuditKind.Removal => Removal,
    };

    /// <summary>Whether something is removed at all.</summary>
    public bool IsOn => Enum.GetValues<AuditKind>().Any(x => DaysOf(x) > 0);

    /// <summary>Whether each number of days is one.</summary>
    public bool IsValid => Enum.GetValues<AuditKind>().All(x => DaysOf(x) is >= 0 and <= Most);
}
