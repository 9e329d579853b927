using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Conversations;

namespace SupportAgent.Domain.Agent;

/// <summary>
/// Writes a stored conversation as the messages that a model is sent. Each call stands with exactly one result directly after it, under our own
/// id: ids, names and arguments of models may be missing, repeated or malformed, and some servers refuse what they themselves sent.
/// </summary>
public sealed partial class History
{
    /// <summary>The property of a call that holds its arguments as text, exactly as the model is to see them.</summary>
    public const string ArgumentsText = "arguments_text";

    private readonly List<ChatMessage> _messages = [new(ChatRole.System, Instructions.Text)];

    /// <summary>Writes a conversation up to and including a turn.</summary>
    /// <param name="transcript">All of the conversation.</param>
    /// <param name="upTo">The turn that is about to run.</param>
    public History(TranscriptChanges transcript, Turn upTo)
    {
        var untold = transcript.Drafts.Where(x => x.Outcome is not null).OrderBy(x => x.StateAt).ToList();
        var turns = transcript.ToolCalls.Where(x => x.TurnId is not null).ToDictionary(x => x.Id, x => x.TurnId!.Value);
        foreach (var turn in transcript.Turns.Where(x => x.Id <= upTo.Id))
        {
            var now = untold.Where(x => x.StateAt <= turn.CreatedAt && turns.GetValueOrDefault(x.ToolCallId) < turn.Id).ToList();
            foreach (var draft in now) AddOutcome(draft);
            untold.RemoveAll(now.Contains);
            AddTurn(turn, transcript);
        }
    }

    /// <summary>What the model is sent.</summary>
    public IReadOnlyList<ChatMessage> Messages => _messages;

    /// <summary>One round of a model: what it said, what it asked for, and what it got.</summary>
    /// <param name="text">What it said.</param>
    /// <param name="calls">What it asked for, with the results.</param>
    /// <param name="reasoning">What it thought, sealed; servers want it back with the calls that followed from it.</param>
    public void AddRound(string text, IReadOnlyList<ToolCall> calls, IReadOnlyList<AIContent>? reasoning = null)
    {
        List<AIContent> contents = calls.Count > 0 ? [.. reasoning ?? []] : [];
        if (text.Length > 0) contents.Add(new TextContent(text));
        contents.AddRange(calls.Select(x => CallOf(IdOf(x.Id), x.Name, x.Arguments)));
        if (contents.Count > 0) _messages.Add(new ChatMessage(ChatRole.Assistant, contents));
        if (calls.Count > 0) _messages.Add(new ChatMessage(ChatRole.Tool, [.. calls.Select(x => (AIContent)new FunctionResultContent(IdOf(x.Id), x.Result ?? "{}"))]));
    }

    private void AddTurn(Turn turn, TranscriptChanges transcript)
    {
        var messages = transcript.Messages.Where(x => x.TurnId == turn.Id).ToList();
        var calls = transcript.ToolCalls.Where(x => x.TurnId == turn.Id && x.Origin == ToolOrigin.Model).ToList();
        if (messages.FirstOrDefault(x => x.Speaker == Speaker.Person) is { } question) _messages.Add(new ChatMessage(ChatRole.User, question.Text));
        var rounds = messages.Where(x => x.Speaker == Speaker.Agent).Select(x => x.Round).Concat(calls.Select(x => x.Round)).Distinct().Order();
        foreach (var round in rounds)
        {
            var text = messages.FirstOrDefault(x => x.Speaker == Speaker.Agent && x.Round == round)?.Text ?? "";
            AddRound(text, [.. calls.Where(x => x.Round == round).OrderBy(x => x.Position)]);
        }
    }

    private void AddOutcome(Draft draft)
    {
        var id = IdOf(draft.Id);
        _messages.Add(new ChatMessage(ChatRole.Assistant, [CallOf(id, draft.ExecuteTool, Json.Write(new { token = draft.Token }))]));
        _messages.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(id, draft.Outcome)]));
    }

    private static FunctionCallContent CallOf(string id, string name, string arguments)
    {
        var parsed = AsObject(arguments);
        return new FunctionCallContent(id, SoundName().IsMatch(name) ? name : "unknown_tool", parsed)
        {
            AdditionalProperties = new() { [ArgumentsText] = parsed is null ? "{}" : arguments },
        };
    }

    private static Dictionary<string, object?>? AsObject(string arguments)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, object?>>(arguments);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string IdOf(Guid id) => $"call_{id:n}";

    [GeneratedRegex("^[a-zA-Z0-9_-]{1,64}\\z", RegexOptions.NonBacktracking)]
    private static partial Regex SoundName();
}
