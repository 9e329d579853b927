using SupportAgent.Domain;
using SupportAgent.Domain.Overview;
using SupportAgent.Web.Components.Shared;
using SupportAgent.Web.Texts;

namespace SupportAgent.Web.Components.Chat;

/// <summary>What a turn or a conversation took, on one line.</summary>
internal static class TotalsText
{
    /// <summary>Such as "3 calls · 2 rounds in 2.3 s · 1,204 tokens · $0.01"; the time is the model's alone; what there is none of is left out.</summary>
    public static string Of(TimelineTotals totals)
    {
        List<string> parts = [Wording.Counted(totals.Calls, ChatTexts.OneCall, ChatTexts.Calls)];
        if (totals.Rounds > 0) parts.Add(RoundsOf(totals));
        if (totals.InputTokens + totals.OutputTokens > 0) parts.Add(ChatTexts.Tokens.With(totals.InputTokens + totals.OutputTokens));
        if (totals.CostMicroDollars is { } cost) parts.Add(Spans.Cost(cost));
        return string.Join(" · ", parts);
    }

    private static string RoundsOf(TimelineTotals totals) => totals.Model > TimeSpan.Zero
        ? (totals.Rounds == 1 ? ChatTexts.OneRoundIn : ChatTexts.RoundsIn).With(totals.Rounds, Spans.Of(totals.Model))
        : Wording.Counted(totals.Rounds, ChatTexts.OneRound, ChatTexts.Rounds);
}
