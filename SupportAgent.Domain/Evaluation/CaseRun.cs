using SupportAgent.Domain.Conversations;

namespace SupportAgent.Domain.Evaluation;

/// <summary>What a model did in a case.</summary>
public sealed record CaseRun
{
    /// <summary>The calls that it asked for, in order, also those that were refused.</summary>
    public required IReadOnlyList<CallMade> Calls { get; init; }

    /// <summary>What it said last.</summary>
    public required string Answer { get; init; }

    /// <summary>Tokens that it read, where it tells.</summary>
    public long InputTokens { get; init; }

    /// <summary>Tokens that it wrote, where it tells.</summary>
    public long OutputTokens { get; init; }

    /// <summary>How long all of it took.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>Why the case did not come to its end: a sentence. Null when it did.</summary>
    public string? Problem { get; init; }
}

/// <summary>A call that a model asked for.</summary>
/// <param name="Name">The tool.</param>
/// <param name="Arguments">The arguments as they came: any text.</param>
/// <param name="Status">What came of it.</param>
/// <param name="Code">The error code, where it failed or was refused.</param>
public sealed record CallMade(string Name, string Arguments, ToolCallStatus Status, string? Code = null)
{
    /// <summary>Whether it did what it was asked for.</summary>
    public bool HadEffect => Status is ToolCallStatus.Succeeded or ToolCallStatus.AwaitingApproval;
}
