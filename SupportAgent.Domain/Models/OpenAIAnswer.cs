using System.Text;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatFinishReason = Microsoft.Extensions.AI.ChatFinishReason;

namespace SupportAgent.Domain.Models;

/// <summary>Turns the parts of one streamed answer into updates; keeps back what is only whole at the end.</summary>
internal sealed class OpenAIAnswer(OfferedTools tools)
{
    private readonly ToolCallFragments _calls = new();
    private readonly StringBuilder _refusal = new();
    private readonly string _messageId = Guid.NewGuid().ToString("N");
    private ChatFinishReason? _finish;
    private string? _model;
    private string? _responseId;

    /// <summary>The update for one part: its text and usage; fragments of calls and of a refusal wait for <see cref="Rest"/>.</summary>
    public ChatResponseUpdate Add(StreamingChatCompletionUpdate part)
    {
        if (part.FinishReason is { } reason)
            _finish = Finish(reason);
        _model ??= part.Model;
        _responseId ??= part.CompletionId;
        _refusal.Append(part.RefusalUpdate);
        foreach (var fragment in part.ToolCallUpdates)
            _calls.Add(fragment.Index, fragment.ToolCallId, fragment.FunctionName, fragment.FunctionArgumentsUpdate?.ToString());
        var update = Update();
        foreach (var content in part.ContentUpdate.Where(content => content.Kind == ChatMessageContentPartKind.Text))
            update.Contents.Add(new TextContent(content.Text));
        if (part.Usage is { } usage)
            update.Contents.Add(new UsageContent(Usage(usage, Cost(part))));
        return update;
    }

    /// <summary>It stopped for a reason that the package has no name for.</summary>
    public void FinishesUnknown() => _finish = new ChatFinishReason("unknown");

    /// <summary>The last update: the refusal, the calls, and why the model stopped (null when the stream broke off).</summary>
    public ChatResponseUpdate Rest() => Update().EndedWith(_refusal.ToString(), _calls.Calls(tools), _finish);

    private ChatResponseUpdate Update() => new() { Role = ChatRole.Assistant, MessageId = _messageId, ModelId = _model, ResponseId = _responseId };

    private static ChatFinishReason Finish(OpenAI.Chat.ChatFinishReason reason) => reason switch
    {
        OpenAI.Chat.ChatFinishReason.Stop => ChatFinishReason.Stop,
        OpenAI.Chat.ChatFinishReason.Length => ChatFinishReason.Length,
        OpenAI.Chat.ChatFinishReason.ContentFilter => ChatFinishReason.ContentFilter,
        OpenAI.Chat.ChatFinishReason.ToolCalls or OpenAI.Chat.ChatFinishReason.FunctionCall => ChatFinishReason.ToolCalls,
    };

    // routers between many providers say what an answer cost, in US dollars; OpenAI itself does not
    private static long? Cost(StreamingChatCompletionUpdate part) =>
        part.Patch.TryGetValue("$.usage.cost"u8, out double dollars) && dollars is >= 0 and < 1e6 ? (long)Math.Round(dollars * 1e6) : null;

    private static UsageDetails Usage(ChatTokenUsage usage, long? cost) => new()
    {
        AdditionalCounts = cost is { } microDollars ? new() { [ModelProperties.CostMicroDollars] = microDollars } : null,
        InputTokenCount = usage.InputTokenCount,
        OutputTokenCount = usage.OutputTokenCount,
        TotalTokenCount = usage.TotalTokenCount,
        CachedInputTokenCount = usage.InputTokenDetails?.CachedTokenCount,
        ReasoningTokenCount = usage.OutputTokenDetails?.ReasoningTokenCount,
    };
}
