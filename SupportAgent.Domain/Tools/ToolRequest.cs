using SupportAgent.Domain.Access;
using SupportAgent.Domain.Conversations;

namespace SupportAgent.Domain.Tools;

/// <summary>One wish to run a tool, as it came.</summary>
public sealed record ToolRequest
{
    /// <summary>The name, as it came: any text.</summary>
    public required string Name { get; init; }

    /// <summary>The arguments, as they came: any text.</summary>
    public required string Arguments { get; init; }

    /// <summary>Who asks.</summary>
    public required ToolOrigin Origin { get; init; }

    /// <summary>On whose behalf.</summary>
    public required Actor Person { get; init; }

    /// <summary>The conversation.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>The turn, where a model asks.</summary>
    public Guid? TurnId { get; init; }

    /// <summary>The model round, from 1.</summary>
    public int Round { get; init; }

    /// <summary>The answer of a model that asks for it; null where no model asks.</summary>
    public ModelAnswer? Model { get; init; }

    /// <summary>The place among the calls of the round, from 0.</summary>
    public int Position { get; init; }

    /// <summary>The names that were offered to whoever asks; others do not exist for it.</summary>
    public IReadOnlySet<string> Offered { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>What may still be used up; null where a person asks.</summary>
    public ToolBudget? Budget { get; init; }

    /// <summary>Why the call must not run whatever it says, such as that the model's answer was cut off.</summary>
    public string? NotRunBecause { get; init; }

    /// <summary>The draft in whose place a person wants the new one. It must wait still, or be out of date.</summary>
    public Guid? ReplacesDraftId { get; init; }

    /// <summary>The approved draft that is to be executed. Only <c>Execution</c> sets it, and <see cref="ApprovalGate"/> believes nothing of it unchecked.</summary>
    internal Guid? DraftId { get; init; }
}
