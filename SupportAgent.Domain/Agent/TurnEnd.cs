using Microsoft.Extensions.AI;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Agent;

/// <summary>How a turn ended.</summary>
/// <param name="State">Its last state.</param>
/// <param name="Note">Why, where it is not just an answer: a sentence for people.</param>
public sealed record TurnEnd(TurnState State, string? Note = null)
{
    /// <summary>The end that a round brings, or null when the model is to be asked again.</summary>
    public static TurnEnd? After(ModelRound round, Turn turn, bool hadTools, LimitOptions limits)
    {
        if (round.Calls.Count > 0 && hadTools) return null;
        var limit = LimitOf(turn, hadTools, limits);
        if (round.Text.Length == 0) return limit is not null ? new(TurnState.Limited, limit) : new(TurnState.Failed, "The model gave no answer. Try again.");
        if (limit is not null) return new(TurnState.Limited, limit);
        if (round.Refusal is not null) return new(TurnState.Completed, "The model declined to go on.");
        if (round.Finish == ChatFinishReason.Length) return new(TurnState.Completed, "The answer was cut off: the model reached its output limit.");
        if (round.Finish == ChatFinishReason.ContentFilter) return new(TurnState.Completed, "A content filter of the model ended the answer.");
        if (round.Finish is null) return new(TurnState.Failed, "The answer broke off before its end.");
        var isEnd = round.Finish == ChatFinishReason.Stop || round.Finish == ChatFinishReason.ToolCalls;
        return new(TurnState.Completed, isEnd ? null : "The model ended its answer for a reason that is not known here; it may be incomplete.");
    }

    private static string? LimitOf(Turn turn, bool hadTools, LimitOptions limits)
    {
        if (hadTools) return null;
        if (turn.Rounds >= limits.RoundsPerTurn) return $"The limit of {limits.RoundsPerTurn} rounds in a turn was reached; the agent answered with what it had.";
        return turn.InputTokens + turn.OutputTokens >= limits.TokensPerTurn
            ? $"The limit of {limits.TokensPerTurn} tokens in a turn was reached; the agent answered with what it had."
            : "The limit of tool calls was reached; the agent answered with what it had.";
    }
}
