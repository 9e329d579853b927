using System.Text.Json;
using Microsoft.Extensions.AI;

namespace SupportAgent.Domain.Models.Offline.Memory;

/// <summary>Reads the messages of a conversation as turns. Calls and results belong together by their id.</summary>
internal static class Transcript
{
    private static readonly ToolData NoAnswer = new(JsonSerializer.SerializeToElement(new { error = "tool_failed", message = "No answer came back." }));

    public static IReadOnlyList<Turn> Of(IEnumerable<ChatMessage> messages)
    {
        var turns = new List<List<ChatMessage>>();
        foreach (var message in messages.Where(message => message.Role != ChatRole.System))
        {
            if (turns.Count == 0 || message.Role == ChatRole.User || IsOver(turns[^1]) || (BringsOutcome(message) && turns[^1].Exists(IsAsked)))
                turns.Add([]);
            turns[^1].Add(message);
        }

        return turns.ConvertAll(turn => new Turn(IsAsked(turn[0]) ? turn[0].Text : "", Rounds(turn)));
    }

    /// <summary>An answer without calls is the last word of its turn.</summary>
    private static bool IsOver(List<ChatMessage> turn) => turn[^1].Role == ChatRole.Assistant && !turn[^1].Contents.OfType<FunctionCallContent>().Any();

    /// <summary>What became of a draft is told as the call that no model makes by itself.</summary>
    private static bool BringsOutcome(ChatMessage message) => message.Contents.OfType<FunctionCallContent>().Any(call => ToolNames.Executes(call.Name));

    private static bool IsAsked(ChatMessage message) => message.Role == ChatRole.User;

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
        return new(call.Name, CallKey.Of(call.Name, arguments), ToolData.Of(arguments), result is null ? NoAnswer : ToolData.Of(result.Result));
    }
}
