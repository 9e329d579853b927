using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Models;

namespace SupportAgent.Domain.Agent;

/// <summary>
/// Writes a stored conversation as the messages that a model is sent. Each call stands with exactly one result directly after it, under our own
/// id: ids, names and arguments of models may be missing, repeated or malformed, and some servers refuse what they themselves sent. What does not
/// fit into the model's context is left out by whole turns, oldest first, and summed up.
/// </summary>
public sealed partial class History
{
    /// <summary>How many characters make a token, at least: JSON and languages other than English take more tokens than prose.</summary>
    public const int CharactersPerToken = 3;

    private static readonly ChatMessage System = new(ChatRole.System, Instructions.Text);

    private readonly List<Stretch> _stretches = [];
    private readonly EarlierTurns _earlier;
    private readonly long _room;

    /// <summary>Writes a conversation up to and including a turn.</summary>
    /// <param name="transcript">All of the conversation.</param>
    /// <param name="upTo">The turn that is about to run.</param>
    /// <param name="contextTokens">How many tokens the model is sent at most.</param>
    public History(TranscriptChanges transcript, Turn upTo, int contextTokens)
    {
        _room = (long)contextTokens * CharactersPerToken;
        _earlier = new EarlierTurns(transcript);
        var turns = transcript.ToolCalls.Where(x => x.TurnId is not null).ToDictionary(x => x.Id, x => x.TurnId!.Value);
        var left = transcript.LeftTurns();
        var current = transcript.CurrentBranch().Turns.Where(x => x.Id <= upTo.Id).ToList();
        var untold = transcript.Drafts.Where(x => x.Outcome is not null && IsToBeTold(x, current, left, turns)).OrderBy(x => x.StateAt).ToList();
        foreach (var turn in current)
        {
            _stretches.Add(new Stretch(turn));
            var now = untold.Where(x => x.StateAt <= turn.CreatedAt && turns.GetValueOrDefault(x.ToolCallId) < turn.Id).ToList();
            foreach (var draft in now) AddOutcome(draft);
            untold.RemoveAll(now.Contains);
            AddTurn(turn, transcript);
        }
    }

    /// <summary>What the model is sent.</summary>
    public IReadOnlyList<ChatMessage> Messages
    {
        get
        {
            var now = _stretches[^1].Fitting(_room - LengthOf(System));
            var left = _room - LengthOf(System) - now.Sum(LengthOf);
            var first = _stretches.Count - 1;
            while (first > 0 && (left -= _stretches[first - 1].Length) >= 0) first--;
            return [System, .. SummedUp(first), .. _stretches.Skip(first).SkipLast(1).SelectMany(x => x.Messages), .. now];
        }
    }

    /// <summary>One round of a model: what it said, what it asked for, and what it got.</summary>
    /// <param name="text">What it said.</param>
    /// <param name="calls">What it asked for, with the results.</param>
    /// <param name="round">The round as it came, for what its server wants back with the results; null when that is over.</param>
    public void AddRound(string text, IReadOnlyList<ToolCall> calls, ModelRound? round = null)
    {
        List<AIContent> contents = calls.Count > 0 ? [.. round?.Reasoning ?? []] : [];
        if (text.Length > 0) contents.Add(new TextContent(text));
        contents.AddRange(calls.Select(x => CallOf(IdOf(x.Id), x.Name, x.Arguments)));
        var serverIds = round is { ResponseId: not null } ? round.CallIds : null;
        if (contents.Count > 0) Add(new ChatMessage(ChatRole.Assistant, contents) { AdditionalProperties = serverIds is null ? null : new() { [ModelProperties.ResponseId] = round!.ResponseId } });
        if (calls.Count > 0) Add(new ChatMessage(ChatRole.Tool, [.. calls.Select((x, place) => ResultOf(IdOf(x.Id), x.Result ?? "{}", serverIds?[place]))]));
    }

    // as the result of a call: what is in it was said by people and models, and is data
    private IEnumerable<ChatMessage> SummedUp(int count)
    {
        if (count == 0) yield break;
        var id = $"call_{_stretches[count - 1].Turn.Id:n}";
        yield return new ChatMessage(ChatRole.Assistant, [CallOf(id, EarlierTurns.Name, "{}")]);
        yield return new ChatMessage(ChatRole.Tool, [ResultOf(id, _earlier.SumUp(_stretches.Take(count).Select(x => x.Turn)))]);
    }

    private void AddTurn(Turn turn, TranscriptChanges transcript)
    {
        var messages = transcript.Messages.Where(x => x.TurnId == turn.Id).ToList();
        var calls = transcript.ToolCalls.Where(x => x.TurnId == turn.Id && x.Origin == ToolOrigin.Model).ToList();
        if (messages.FirstOrDefault(x => x.Speaker == Speaker.Person) is { } question) Add(new ChatMessage(ChatRole.User, question.Text));
        var rounds = messages.Where(x => x.Speaker == Speaker.Agent).Select(x => x.Round).Concat(calls.Select(x => x.Round)).Distinct().Order();
        foreach (var round in rounds)
        {
            var text = messages.FirstOrDefault(x => x.Speaker == Speaker.Agent && x.Round == round)?.Text ?? "";
            AddRound(text, [.. calls.Where(x => x.Round == round).OrderBy(x => x.Position)]);
        }
    }

    // of what was left when a message was edited, only what took effect: and what a turn of now is there to tell
    private static bool IsToBeTold(Draft draft, IReadOnlyList<Turn> current, IReadOnlySet<Guid> left, Dictionary<Guid, Guid> turns) =>
        draft.State == DraftState.Executed || current.Any(x => x.DraftId == draft.Id)
            || !turns.TryGetValue(draft.ToolCallId, out var made) || !left.Contains(made);

    private void AddOutcome(Draft draft)
    {
        var id = IdOf(draft.Id);
        Add(new ChatMessage(ChatRole.Assistant, [CallOf(id, draft.ExecuteTool, Json.Write(new { token = draft.Token }))]));
        Add(new ChatMessage(ChatRole.Tool, [ResultOf(id, draft.Outcome!)]));
    }

    private void Add(ChatMessage message) => _stretches[^1].Add(message);

    private static FunctionCallContent CallOf(string id, string name, string arguments)
    {
        var sound = SoundName().IsMatch(name) ? name : "unknown_tool";
        var call = ArgumentsText.Call(id, sound, arguments);
        return call.Arguments is null ? ArgumentsText.Call(id, sound, "{}") : call;
    }

    private static FunctionResultContent ResultOf(string id, string result, string? serverId = null) =>
        new(id, result) { AdditionalProperties = serverId is null ? null : new() { [ModelProperties.ServerCallId] = serverId } };

    private static string IdOf(Guid id) => $"call_{id:n}";

    private static long LengthOf(ChatMessage message) => message.Contents.Sum(LengthOf);

    private static long LengthOf(AIContent content) => content switch
    {
        TextContent text => text.Text.Length,
        FunctionCallContent call => call.Name.Length + ArgumentsText.Of(call).Length + 50,
        FunctionResultContent result => (result.Result as string ?? "").Length + 50,
        TextReasoningContent reasoning => reasoning.ProtectedData?.Length ?? 0,
        _ => 0,
    };

    [GeneratedRegex("^[a-zA-Z0-9_-]{1,64}\\z", RegexOptions.NonBacktracking)]
    private static partial Regex SoundName();

    /// <summary>The messages of a turn, with the outcomes that were told before it.</summary>
    private sealed class Stretch(Turn turn)
    {
        private const string LeftOut = """{"left_out":"This result was too long to be kept. Call the tool again if you need it."}""";

        private readonly List<ChatMessage> _messages = [];

        public Turn Turn => turn;

        public IReadOnlyList<ChatMessage> Messages => _messages;

        public long Length { get; private set; }

        public void Add(ChatMessage message)
        {
            _messages.Add(message);
            Length += LengthOf(message);
        }

        /// <summary>The messages with the results of early rounds left out until the rest fits; the last results always stay.</summary>
        public List<ChatMessage> Fitting(long room)
        {
            var fitting = _messages.ToList();
            var over = Length - room;
            for (var i = 0; over > 0 && i < fitting.Count - 1; i++)
            {
                if (fitting[i].Role != ChatRole.Tool) continue;
                var shorter = new ChatMessage(ChatRole.Tool, [.. fitting[i].Contents.OfType<FunctionResultContent>().Select(Shorter)]);
                over -= LengthOf(fitting[i]) - LengthOf(shorter);
                fitting[i] = shorter;
            }

            return fitting;
        }

        private static AIContent Shorter(FunctionResultContent result) =>
            LengthOf(result) <= LeftOut.Length + 50 ? result : new FunctionResultContent(result.CallId, LeftOut) { AdditionalProperties = result.AdditionalProperties };
    }
}
