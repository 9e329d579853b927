using System.ComponentModel.DataAnnotations;

namespace SupportAgent.Domain.Tools;

/// <summary>What a turn, a conversation and a person may use up. Section <c>Limits</c>.</summary>
public sealed class LimitOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Limits";

    /// <summary>How often the model is asked in a turn; the last time it gets no tools and has to answer. Default 8.</summary>
    [Range(1, 50)]
    public int RoundsPerTurn { get; init; } = 8;

    /// <summary>Tool calls in a turn; further ones are refused. Default 16.</summary>
    [Range(1, 200)]
    public int ToolCallsPerTurn { get; init; } = 16;

    /// <summary>Tool calls in a conversation; further ones are refused. Default 200.</summary>
    [Range(1, 10_000)]
    public int ToolCallsPerConversation { get; init; } = 200;

    /// <summary>How long a turn may take, in seconds. Default 120.</summary>
    [Range(1, 3600)]
    public int TurnSeconds { get; init; } = 120;

    /// <summary>How long a tool may take, in seconds. Default 10.</summary>
    [Range(1, 600)]
    public int ToolSeconds { get; init; } = 10;

    /// <summary>How often a person may have one tool called in a minute, where an admin has set nothing else for the tool. Default 120.</summary>
    [Range(1, 10_000)]
    public int CallsPerMinuteAndTool { get; init; } = 120;

    /// <summary>Messages that a person may send in a minute. Default 20.</summary>
    [Range(1, 1000)]
    public int MessagesPerMinute { get; init; } = 20;

    /// <summary>Tokens that the model may read and write in a turn, where it reports them. Default 200,000.</summary>
    [Range(1000, 100_000_000)]
    public long TokensPerTurn { get; init; } = 200_000;
}
