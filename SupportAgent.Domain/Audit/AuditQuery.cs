namespace SupportAgent.Domain.Audit;

/// <summary>Which audit records are wanted. Everything that is set has to fit.</summary>
public sealed record AuditQuery
{
    /// <summary>The tool, or the act of a person.</summary>
    public string? Action { get; init; }

    /// <summary>How it ended, in the words of the API.</summary>
    public string? Outcome { get; init; }

    /// <summary>What it tells about.</summary>
    public AuditKind? Kind { get; init; }

    /// <summary>The error code.</summary>
    public string? Code { get; init; }

    /// <summary>Parts of the person's name, or the e-mail address of an account.</summary>
    public string Person { get; init; } = "";

    /// <summary>The account of the person.</summary>
    public string? PersonId { get; init; }

    /// <summary>The order, as <c>#W1234567</c>.</summary>
    public string? OrderId { get; init; }

    /// <summary>The customer.</summary>
    public string? CustomerId { get; init; }

    /// <summary>The least amount, in major units of whatever currency.</summary>
    public decimal? MinAmount { get; init; }

    /// <summary>The greatest amount, in major units.</summary>
    public decimal? MaxAmount { get; init; }

    /// <summary>The name of the model that asked.</summary>
    public string? Model { get; init; }

    /// <summary>Words that stand in the arguments, the result or the code; a star at the end of a word stands for its rest.</summary>
    public string Text { get; init; } = "";

    /// <summary>Not before this moment.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this moment.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only of this conversation.</summary>
    public Guid? ConversationId { get; init; }

    /// <summary>Only of this turn.</summary>
    public Guid? TurnId { get; init; }

    /// <summary>Only about this draft.</summary>
    public Guid? DraftId { get; init; }

    /// <summary>The page just before the record with this number: <see cref="AuditPage.Older"/>.</summary>
    public long? Before { get; init; }

    /// <summary>The page just after the record with this number: <see cref="AuditPage.Newer"/>.</summary>
    public long? After { get; init; }

    /// <summary>Whether the oldest come first.</summary>
    public bool OldestFirst { get; init; }

    /// <summary>Most records on the page, up to <see cref="AuditSearch.MaxSize"/>.</summary>
    public int Size { get; init; } = 50;
}

/// <summary>A page of audit records.</summary>
/// <param name="Records">In the order that was asked for.</param>
/// <param name="Older">What <see cref="AuditQuery.Before"/> has to be for the page of older ones; null when there are none.</param>
/// <param name="Newer">What <see cref="AuditQuery.After"/> has to be for the page of newer ones; null when there are none.</param>
public sealed record AuditPage(IReadOnlyList<AuditRecord> Records, long? Older, long? Newer);
