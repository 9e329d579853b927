using System.Text.Json;
using Microsoft.Extensions.AI;

namespace SupportAgent.Domain.Models.Offline.Memory;

/// <summary>Reads the messages of a conversation as turns. Calls and results belong together by their id.</summary>
internal static class Transcript
{
    private static readonly ToolData _noAnswer = new(JsonSerializer.SerializeToElement(new { error = "tool_failed", message = "No answer came back." }));

    public static IReadOnlyList<Turn> Of(IEnumerable<ChatMessage> messages)
    {
        var turns = new List<(string Text, List<ChatMessage> Messages)>();
        foreach (var message in messages.Where(message => message.Role != ChatRole.System))
        {
            if (message.Role == ChatRole.User || turns.Count == 0)
                turns.Add((message.Role == ChatRole.User ? message.Text : "", []));
            turns[^1].Messages.Add(message);
        }

        return turns.ConvertAll(turn => new Turn(turn.Text, Rounds(turn.Messages)));
    }

    private static List<IReadOnlyList<PerformedCall>> Rounds(List<ChatMessage> messages)
    {
        var rounds = new List<IReadOnlyList<PerformedCall>>();
        for (var at = 0; at < messages.Count; at++)
        {
            var calls = messages[at].Contents.OfType<FunctionCallContent>().ToList();
            if (calls.Count == 0)
                continue;
            // the results stand between this answer of the model and its next, so a reused id cannot mislead
            var results = messages.Skip(at + 1).TakeWhile(message => message.Role == ChatRole.Tool)
                .SelectMany(message => message.Contents).OfType<FunctionResultContent>().ToList();
            rounds.Add(calls.ConvertAll(call => Performed(call, results)));
        }

        return rounds;
    }

    private static PerformedCall Performed(FunctionCallContent call, List<FunctionResultContent> results)
    {
        var arguments = ArgumentsText.Of(call);
        var result = results.Find(result => result.CallId == call.CallId);
        return new(call.Name, CallKey.Of(call.Name, arguments), ToolData.Of(arguments), result is null ? _noAnswer : ToolData.Of(result.Result));
    }
}
