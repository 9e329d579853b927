using System.Text.Json;
using System.Text.Json.Serialization;

namespace SupportAgent.Domain.Evaluation;

/// <summary>Reads a file of cases: one JSON object a line. Empty lines are left out.</summary>
/// <param name="tools">The tools there are: a name that is misspelt must not make a case pass, or fail for ever.</param>
public sealed class CaseReader(IReadOnlySet<string> tools)
{
    private const int LongestName = 60;

    /// <summary>Reads all cases.</summary>
    /// <exception cref="EvalFileException">A line is no case; the message names it.</exception>
    public async Task<IReadOnlyList<EvalCase>> ReadAsync(TextReader file, CancellationToken cancel = default)
    {
        var cases = new List<EvalCase>();
        for (var number = 1; await file.ReadLineAsync(cancel) is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            var read = Read(line, number);
            if (cases.Find(x => x.Name == read.Name) is { } twin) throw new EvalFileException(number, $"it is called \"{read.Name}\", as line {twin.Line} is.");
            cases.Add(read);
        }

        return cases.Count > 0 ? cases : throw new EvalFileException(1, "the file has no case.");
    }

    private EvalCase Read(string line, int number)
    {
        try
        {
            var written = JsonSerializer.Deserialize<CaseLine>(line, Json.Options) ?? throw new JsonException("it is null.");
            var messages = written.Messages.Select(x => new EvalMessage(x.Role, x.Content)).ToList();
            if (WhyNot(messages) is { } problem) throw new JsonException(problem);
            return new(number, written.Name ?? Text.Shorten(messages[0].Content, LongestName), messages, ExpectationOf(written.Expect));
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new EvalFileException(number, e.Message, e);
        }
    }

    private Expectation ExpectationOf(ExpectLine line)
    {
        var expect = new Expectation
        {
            Tools = line.Tools is null ? null : [.. line.Tools.Select(x => new ExpectedCall(x.Name, x.Arguments ?? []))],
            NotTools = line.NotTools ?? [],
            MayTools = line.MayTools ?? [],
            Says = [.. TextsIn(line.Says).Select(x => new TextPattern(x))],
        };
        foreach (var text in (expect.Tools ?? []).SelectMany(x => x.Arguments.Values).Where(x => x.ValueKind == JsonValueKind.String)) _ = new TextPattern(text.GetString()!);
        var unknown = (expect.Tools ?? []).Select(x => x.Name).Concat(expect.NotTools).Concat(expect.MayTools).FirstOrDefault(x => !tools.Contains(x));
        if (unknown is not null) throw new JsonException($"there is no tool \"{unknown}\".");
        return expect is { Tools: null, NotTools: [], Says: [] } ? throw new JsonException("it expects nothing: give tools, not_tools or says.") : expect;
    }

    private static string? WhyNot(List<EvalMessage> messages) => messages switch
    {
        [] or [{ Role: not EvalRole.User }, ..] => "its first message has to be one of the user.",
        _ when messages.Exists(x => string.IsNullOrWhiteSpace(x.Content)) => "a message is empty.",
        _ when messages.Find(x => x is { Role: EvalRole.Decision, Approves: false, Denial: null }) is { } odd => $"\"{odd.Content}\" is no decision: those are \"approve\", and \"deny: \" with a reason.",
        _ => null,
    };

    private static IEnumerable<string> TextsIn(JsonElement? says) => says switch
    {
        null or { ValueKind: JsonValueKind.Null } => [],
        { ValueKind: JsonValueKind.String } one => [one.GetString()!],
        { ValueKind: JsonValueKind.Array } list when list.EnumerateArray().All(x => x.ValueKind == JsonValueKind.String) => [.. list.EnumerateArray().Select(x => x.GetString()!)],
        _ => throw new JsonException("says is neither a text nor a list of texts."),
    };

    private sealed record CaseLine
    {
        public string? Name { get; init; }

        [JsonRequired]
        public required IReadOnlyList<MessageLine> Messages { get; init; }

        [JsonRequired]
        public required ExpectLine Expect { get; init; }
    }

    private sealed record MessageLine
    {
        [JsonRequired]
        public required EvalRole Role { get; init; }

        [JsonRequired]
        public required string Content { get; init; }
    }

    private sealed record ExpectLine
    {
        public IReadOnlyList<CallLine>? Tools { get; init; }

        public IReadOnlyList<string>? NotTools { get; init; }

        public IReadOnlyList<string>? MayTools { get; init; }

        public JsonElement? Says { get; init; }
    }

    private sealed record CallLine
    {
        [JsonRequired]
        public required string Name { get; init; }

        public Dictionary<string, JsonElement>? Arguments { get; init; }
    }
}
