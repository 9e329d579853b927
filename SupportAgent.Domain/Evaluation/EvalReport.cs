namespace SupportAgent.Domain.Evaluation;

/// <summary>How a model did in all cases.</summary>
/// <param name="Model">The model's name as people know it.</param>
/// <param name="Results">The cases, in the order of the file.</param>
public sealed record EvalReport(string Model, IReadOnlyList<CaseResult> Results)
{
    /// <summary>How many cases are right.</summary>
    public int Right => Results.Count(x => x.IsRight);

    /// <summary>The share of cases that are right, from 0 to 1.</summary>
    public double Share => Results.Count == 0 ? 0 : (double)Right / Results.Count;

    /// <summary>Whether each case came to its end.</summary>
    public bool IsComplete => Results.All(x => x.Run.Problem is null);

    /// <summary>Tokens read and written in all cases, where the model tells.</summary>
    public long Tokens => Results.Sum(x => x.Run.InputTokens + x.Run.OutputTokens);

    /// <summary>The report as JSON, to be kept and compared.</summary>
    public string ToJson() => Json.Write(new
    {
        model = Model,
        cases = Results.Count,
        right = Right,
        share = Math.Round(Share, 4),
        not_ended = Results.Count(x => x.Run.Problem is not null),
        tools_missing = Results.Sum(x => x.ToolsMissing.Count),
        tools_wrong = Results.Sum(x => x.ToolsWrong.Count),
        arguments_wrong = Results.Sum(x => x.ArgumentsWrong.Count),
        not_said = Results.Sum(x => x.NotSaid.Count),
        input_tokens = Results.Sum(x => x.Run.InputTokens),
        output_tokens = Results.Sum(x => x.Run.OutputTokens),
        milliseconds = Results.Sum(x => (long)x.Run.Took.TotalMilliseconds),
        results = Results.Select(x => new
        {
            name = x.Case.Name,
            line = x.Case.Line,
            right = x.IsRight,
            problem = x.Run.Problem,
            tools_missing = x.ToolsMissing,
            tools_wrong = x.ToolsWrong,
            arguments_wrong = x.ArgumentsWrong,
            not_said = x.NotSaid,
            calls = x.Run.Calls.Select(call => new { name = call.Name, arguments = call.Arguments, status = call.Status, code = call.Code }),
            answer = x.Run.Answer,
            input_tokens = x.Run.InputTokens,
            output_tokens = x.Run.OutputTokens,
            milliseconds = (long)x.Run.Took.TotalMilliseconds,
        }),
    });
}
