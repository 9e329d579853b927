using System.Globalization;
using SupportAgent.Domain.Overview;
using SupportAgent.Web.Components.Shared;

namespace SupportAgent.Web.Components.Chat;

/// <summary>What a turn or a conversation took, on one line.</summary>
internal static class TotalsText
{
    /// <summary>Such as "3 calls · 2 rounds in 2.3 s · 1,204 tokens · $0.01"; the time is the model's alone; what there is none of is left out.</summary>
    public static string Of(TimelineTotals totals)
    {
        List<string> parts = [Count(totals.Calls, "call")];
        if (totals.Rounds > 0) parts.Add(totals.Model > TimeSpan.Zero ? $"{Count(totals.Rounds, "round")} in {Spans.Of(totals.Model)}" : Count(totals.Rounds, "round"));
        if (totals.InputTokens + totals.OutputTokens > 0) parts.Add(string.Create(CultureInfo.InvariantCulture, $"{totals.InputTokens + totals.OutputTokens:N0} tokens"));
        if (totals.CostMicroDollars is { } cost) parts.Add(Spans.Cost(cost));
        return string.Join(" · ", parts);
    }

    private static string Count(int number, string noun) => string.Create(CultureInfo.InvariantCulture, $"{number:N0} {noun}{(number == 1 ? "" : "s")}");
}
