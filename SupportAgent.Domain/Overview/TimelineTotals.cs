using SupportAgent.Domain.Conversations;

namespace SupportAgent.Domain.Overview;

/// <summary>What a turn, or a conversation, took.</summary>
/// <param name="Calls">How many tool calls.</param>
/// <param name="Rounds">How many times a model was asked.</param>
/// <param name="InputTokens">Tokens that it read.</param>
/// <param name="OutputTokens">Tokens that it wrote.</param>
/// <param name="Model">How long the model took.</param>
/// <param name="CostMicroDollars">What it cost, in millionths of a US dollar; null where no server said. Rounds without a price count as nothing.</param>
public sealed record TimelineTotals(int Calls, int Rounds, long InputTokens, long OutputTokens, TimeSpan Model, long? CostMicroDollars)
{
    /// <summary>The sums of these.</summary>
    public static TimelineTotals Of(int calls, IReadOnlyCollection<Round> rounds) => new(
        calls,
        rounds.Count,
        rounds.Sum(x => x.InputTokens),
        rounds.Sum(x => x.OutputTokens),
        TimeSpan.FromMilliseconds(rounds.Sum(x => x.DurationMs)),
        rounds.Any(x => x.CostMicroDollars is not null) ? rounds.Sum(x => x.CostMicroDollars ?? 0) : null);
}
