using SupportAgent.Domain.Approvals;

namespace SupportAgent.Domain.Tools;

/// <summary>What a <c>prepare_</c> tool makes a draft of: the action in full, checked against the rules of its subject, and the facts to decide it by.</summary>
public sealed record ActionPlan
{
    /// <summary>The tool that prepares, such as <c>prepare_refund</c>.</summary>
    public required string PrepareTool { get; init; }

    /// <summary>The tool that carries it out, such as <c>execute_refund</c>.</summary>
    public required string ExecuteTool { get; init; }

    /// <summary>The action as JSON: all that execution needs.</summary>
    public required string Action { get; init; }

    /// <summary>The order or customer that it changes.</summary>
    public required string SubjectId { get; init; }

    /// <summary>The version of it that the rules were checked on.</summary>
    public required int SubjectVersion { get; init; }

    /// <summary>The customer concerned.</summary>
    public required string CustomerId { get; init; }

    /// <summary>The money that it moves or promises, either way: what the limits of approval count.</summary>
    public required Money Amount { get; init; }

    /// <summary>One line: what exactly will happen.</summary>
    public required string Summary { get; init; }

    /// <summary>What the card shows. Every fact comes from the store.</summary>
    public required IReadOnlyList<DraftFact> Facts { get; init; }

    /// <summary>What the model is told beside the usual.</summary>
    public IReadOnlyDictionary<string, object?> Details { get; init; } = new Dictionary<string, object?>();
}
