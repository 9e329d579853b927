namespace SupportAgent.Domain.Evaluation;

/// <summary>A case with what the model did, and what is wrong with it: a line for a person each.</summary>
/// <param name="Case">The case.</param>
/// <param name="Run">What the model did.</param>
public sealed record CaseResult(EvalCase Case, CaseRun Run)
{
    /// <summary>Calls that were not made.</summary>
    public required IReadOnlyList<string> ToolsMissing { get; init; }

    /// <summary>Calls that should not have been made.</summary>
    public required IReadOnlyList<string> ToolsWrong { get; init; }

    /// <summary>Calls that were made with other arguments, and which.</summary>
    public required IReadOnlyList<string> ArgumentsWrong { get; init; }

    /// <summary>What the last answer does not say.</summary>
    public required IReadOnlyList<string> NotSaid { get; init; }

    /// <summary>Whether nothing is wrong.</summary>
    public bool IsRight => Run.Problem is null && ToolsMissing.Count + ToolsWrong.Count + ArgumentsWrong.Count + NotSaid.Count == 0;

    /// <summary>All that is wrong, a sentence each.</summary>
    public IEnumerable<string> Faults =>
    [
        .. Run.Problem is { } problem ? [problem] : Array.Empty<string>(),
        .. ToolsMissing.Select(x => $"Not called: {x}"), .. ToolsWrong.Select(x => $"Called by mistake: {x}"), .. ArgumentsWrong.Select(x => $"Other arguments: {x}"), .. NotSaid.Select(x => $"Not said: {x}"),
    ];
}
