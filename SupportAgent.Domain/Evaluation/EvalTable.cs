using System.Globalization;
using System.Text;

namespace SupportAgent.Domain.Evaluation;

/// <summary>Writes a report for people: a line a case, what is wrong in full, and the totals.</summary>
public static class EvalTable
{
    private static readonly int[] Widths = [62, 5, 28, 28, 28, 7, 6];

    /// <summary>The table.</summary>
    public static string Of(EvalReport report)
    {
        var text = new StringBuilder();
        AddRow(text, "case", "", "tools missing", "tools wrong", "arguments wrong", "tokens", "ms");
        foreach (var x in report.Results)
        {
            AddRow(
                text, x.Case.Name, x.IsRight ? "right" : "WRONG", Names(x.ToolsMissing), Names(x.ToolsWrong), Names(x.ArgumentsWrong),
                Number(x.Run.InputTokens + x.Run.OutputTokens), Number((long)x.Run.Took.TotalMilliseconds));
        }

        foreach (var x in report.Results.Where(x => !x.IsRight))
        {
            text.Append('\n').Append(CultureInfo.InvariantCulture, $"WRONG, line {x.Case.Line}: {x.Case.Name}\n");
            foreach (var fault in x.Faults) text.Append("  ").Append(OneLine(fault)).Append('\n');
            text.Append("  It said last: ").Append(Text.Shorten(OneLine(x.Run.Answer), 400)).Append('\n');
        }

        return text.Append('\n').Append(Totals(report)).Append('\n').ToString();
    }

    private static string Totals(EvalReport report)
    {
        var results = report.Results;
        var seconds = results.Sum(x => x.Run.Took.TotalSeconds);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Model}: {report.Right} of {results.Count} cases right ({report.Share:0.0%}); {results.Sum(x => x.ToolsMissing.Count)} tools missing, {results.Sum(x => x.ToolsWrong.Count)} wrong, " +
            $"{results.Sum(x => x.ArgumentsWrong.Count)} with wrong arguments, {results.Sum(x => x.NotSaid.Count)} texts not said, {results.Count(x => x.Run.Problem is not null)} cases not ended; " +
            $"{report.Tokens} tokens; {seconds:0.0} s in all, {seconds / Math.Max(1, results.Count) * 1000:0} ms a case");
    }

    private static void AddRow(StringBuilder text, params ReadOnlySpan<string> cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            var cell = Text.Shorten(OneLine(cells[i]), Widths[i]);
            text.Append(i >= cells.Length - 2 ? cell.PadLeft(Widths[i]) : cell.PadRight(Widths[i])).Append(i == cells.Length - 1 ? "\n" : "  ");
        }
    }

    // the tool's name is enough here; the rest stands below the table
    private static string Names(IReadOnlyList<string> lines) => string.Join(", ", lines.Select(x => x.Split(' ', ':')[0]));

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    // whatever a model says stays on its line
    private static string OneLine(string text) => string.Concat(Text.OneLine(text).Where(x => !char.IsControl(x)));
}
