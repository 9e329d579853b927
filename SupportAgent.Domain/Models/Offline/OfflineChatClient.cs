using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using SupportAgent.Domain.Models.Offline.Answers;
using SupportAgent.Domain.Models.Offline.Learning;
using SupportAgent.Domain.Models.Offline.Memory;
using SupportAgent.Domain.Models.Offline.Planning;

namespace SupportAgent.Domain.Models.Offline;

/// <summary>
/// The model that is part of the app. It understands everyday requests by rules and by what it learnt from customers' utterances, asks for the tools that answer them, and writes the answer from
/// their results. It keeps nothing between two calls, and names no id that the conversation has not named.
/// </summary>
public sealed class OfflineChatClient : StreamingChatClient
{
    private readonly Dialogue _dialogue = new();

    /// <inheritdoc />
    protected override ChatClientMetadata Metadata { get; } = new("offline", null, "offline");

    /// <summary>Learns from the utterances ahead of the first message, which would have to wait for it: a second or two, once a process.</summary>
    public static Task LearnAsync() => Task.Run(static () => IntentClassifier.Shared);

    /// <inheritdoc />
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var turns = Transcript.Of(messages);
        var asked = turns is [.., var last] ? last.Text : "";
        var form = (options?.ResponseFormat as ChatResponseFormatJson)?.Schema;
        var (calls, text) = form is { } label && LabelWriter.Fits(label) ? ([], LabelWriter.Write(asked))
            : form is { } reply && ReplyWriter.Fits(reply) ? ([], ReplyWriter.Write(asked))
            : Reply(turns, OfferedBy(options));
        foreach (var piece in Pieces(text))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield(); // whoever reads can draw a piece before the next
            yield return new ChatResponseUpdate(ChatRole.Assistant, piece);
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (calls.Count > 0) yield return new ChatResponseUpdate(ChatRole.Assistant, [.. calls.Select(CallOf)]) { FinishReason = ChatFinishReason.ToolCalls };
        else yield return new ChatResponseUpdate(ChatRole.Assistant, []) { FinishReason = ChatFinishReason.Stop };
    }

    // all calls that can be made now in one go, or the answer when there are none left to make
    private (IReadOnlyList<PlannedCall> Calls, string Text) Reply(IReadOnlyList<Turn> turns, HashSet<string> offered)
    {
        if (turns is not [.., var turn]) return ([], AnswerWriter.Greeting);
        var outcomes = turn.Calls.Where(x => ToolNames.Executes(x.Tool)).ToList();
        if (outcomes.Count > 0) return ([], AnswerWriter.Join(outcomes.Select(OutcomeAnswers.Of)));

        var (steps, memory) = _dialogue.Follow(turns);
        // a tool that was left out of this round is asked for once: it comes with the next
        var calls = steps.OfType<Step.Call>().SelectMany(x => x.Planned)
            .Where(x => offered.Contains(x.Tool) || (offered.Count > 0 && !turn.WasRefused(x.Tool))).DistinctBy(x => x.Key).ToList();
        return calls.Count > 0 ? (calls, "") : ([], new AnswerWriter(memory).Write(steps));
    }

    private static FunctionCallContent CallOf(PlannedCall call, int position) => ArgumentsText.Call($"call_{position}", call.Tool, call.Arguments);

    private static HashSet<string> OfferedBy(ChatOptions? options) => options?.Tools?.Select(x => x.Name).ToHashSet(StringComparer.Ordinal) ?? [];

    // a word with the space after it
    private static IEnumerable<string> Pieces(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var space = text.IndexOf(' ', start);
            var end = space < 0 ? text.Length : space + 1;
            yield return text[start..end];
            start = end;
        }
    }
}
