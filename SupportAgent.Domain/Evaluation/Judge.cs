using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Evaluation;

/// <summary>
/// Says what is wrong with what a model did. Calls that only look something up may always be made beside those that are expected, unless the case says
/// otherwise; calls that do something may not.
/// </summary>
/// <param name="tools">The tools there are.</param>
public sealed class Judge(ToolCatalogue tools)
{
    /// <summary>Compares what was done with what was expected.</summary>
    public CaseResult Of(EvalCase tried, CaseRun run)
    {
        var expect = tried.Expect;
        // a tool that was not offered was not called; a model may ask for it, and call it when it comes
        var left = run.Calls.Where(x => x.Code != ErrorCode.UnknownTool).ToList();
        var unmet = (expect.Tools ?? []).Where(x => !Take(left, call => CallMatch.Differences(x, call).Count == 0 && call.Name == x.Name)).ToList();
        var (missing, differing) = (new List<string>(), new List<string>());
        foreach (var expected in unmet)
        {
            if (left.Where(x => x.Name == expected.Name).MinBy(x => CallMatch.Differences(expected, x).Count) is not { } nearest)
            {
                missing.Add(expected.Name);
                continue;
            }

            left.Remove(nearest);
            differing.Add($"{expected.Name}: {string.Join("; ", CallMatch.Differences(expected, nearest))}");
        }

        return new(tried, run)
        {
            ToolsMissing = missing,
            ArgumentsWrong = differing,
            ToolsWrong = [.. left.Concat(run.Calls.Where(x => x.Code == ErrorCode.UnknownTool)).Where(x => IsWrong(x, expect)).Select(x => $"{x.Name} {Text.Shorten(x.Arguments, 160)}")],
            NotSaid = [.. expect.Says.Where(x => !x.IsIn(run.Answer)).Select(x => x.Text)],
        };
    }

    // one that had an effect before one that was refused
    private static bool Take(List<CallMade> calls, Predicate<CallMade> fits)
    {
        var at = calls.FindIndex(x => x.HadEffect && fits(x));
        if (at < 0) at = calls.FindIndex(fits);
        if (at >= 0) calls.RemoveAt(at);
        return at >= 0;
    }

    private bool IsWrong(CallMade call, Expectation expect) =>
        expect.Tools is [] || expect.NotTools.Contains(call.Name) || tools.Find(call.Name) is not { } tool ||
        (tool.Effect != ToolEffect.Read && !expect.MayTools.Contains(call.Name) && !IsRepeatedInVain(call, expect));

    private static bool IsRepeatedInVain(CallMade call, Expectation expect) =>
        !call.HadEffect && (expect.Tools ?? []).Any(x => x.Name == call.Name && CallMatch.Differences(x, call).Count == 0);
}
