using System.Net;
using System.Text;
using Microsoft.Extensions.AI;
using OpenAI.Responses;

namespace SupportAgent.Domain.Models.OpenAIResponses;

/// <summary>Turns the events of one streamed response into updates; keeps back what is only whole at the end.</summary>
internal sealed class ResponsesAnswer(OfferedTools tools, OpenAIFault fault)
{
    private readonly ResponsesCalls _calls = new();
    private readonly StringBuilder _refusal = new();
    private readonly string _messageId = Guid.NewGuid().ToString("N");
    private ChatFinishReason? _finish;
    private string? _model;
    private int? _speaking;

    /// <summary>The server's id of the answer; null until it says one.</summary>
    public string? Id { get; private set; }

    /// <summary>The update for one event: its text, reasoning and usage; fragments of calls and of a refusal wait for <see cref="Rest"/>.</summary>
    /// <exception cref="HttpRequestException">The event tells that the response failed.</exception>
    public ChatResponseUpdate Add(StreamingResponseUpdate part)
    {
        switch (part)
        {
            case StreamingResponseCreatedUpdate created:
                (_model, Id) = (created.Response?.Model, created.Response?.Id);
                break;
            case StreamingResponseOutputTextDeltaUpdate text:
                return Update(Said(text.OutputIndex, text.Delta));
            case StreamingResponseOutputTextDoneUpdate text when _speaking is null:
                return Update(Said(text.OutputIndex, text.Text)); // a server that sends no pieces
            case StreamingResponseRefusalDeltaUpdate refusal:
                _refusal.Append(refusal.Delta);
                break;
            case StreamingResponseRefusalDoneUpdate refusal when _refusal.Length == 0:
                _refusal.Append(refusal.Refusal);
                break;
            case StreamingResponseOutputItemAddedUpdate { Item: FunctionCallResponseItem call } item:
                _calls.Begin(call.Id, item.OutputIndex, call.CallId, call.FunctionName, call.FunctionArguments?.ToString());
                break;
            case StreamingResponseFunctionCallArgumentsDeltaUpdate fragment:
                _calls.Add(fragment.ItemId, fragment.OutputIndex, fragment.Delta?.ToString());
                break;
            case StreamingResponseFunctionCallArgumentsDoneUpdate whole:
                _calls.End(whole.ItemId, whole.OutputIndex, null, whole.FunctionName, whole.FunctionArguments?.ToString());
                break;
            case StreamingResponseOutputItemDoneUpdate { Item: FunctionCallResponseItem call } item:
                _calls.End(call.Id, item.OutputIndex, call.CallId, call.FunctionName, call.FunctionArguments?.ToString());
                break;
            case StreamingResponseOutputItemDoneUpdate { Item: ReasoningResponseItem { EncryptedContent.Length: > 0 } reasoning }:
                return Update(new TextReasoningContent(reasoning.GetSummaryText()) { ProtectedData = reasoning.EncryptedContent });
            case StreamingResponseCompletedUpdate completed:
                return Ended(completed.Response, Completed(completed.Response));
            case StreamingResponseIncompleteUpdate incomplete:
                return Ended(incomplete.Response, Incomplete(incomplete.Response));
            case StreamingResponseFailedUpdate failed:
                throw Failed(failed.Response?.Error?.Code.ToString(), failed.Response?.Error?.Message);
            case StreamingResponseErrorUpdate { Message.Length: > 0 } error:
                throw Failed(error.Code, error.Message);
            case var other when other is StreamingResponseErrorUpdate || other.Patch.TryGetJson("$.error"u8, out _):
                throw Failed(Text(other, "$.error.code"u8), Text(other, "$.error.message"u8)); // as servers say it outside a stream
        }

        return Update();
    }

    /// <summary>The last update: the refusal, the calls, and why the model stopped (null when the stream broke off).</summary>
    public ChatResponseUpdate Rest() => Update().EndedWith(_refusal.ToString(), _calls.All(tools), _finish);

    // an answer may be several messages: what it says before it works, and after
    private TextContent Said(int place, string? text)
    {
        var separator = _speaking is { } before && before != place ? "\n\n" : "";
        _speaking = place;
        return new(separator + text);
    }

    private ChatResponseUpdate Ended(ResponseResult? response, ChatFinishReason finish)
    {
        _finish = finish;
        _model ??= response?.Model;
        Id ??= response?.Id;
        return response?.Usage is { } usage ? Update(new UsageContent(Usage(usage))) : Update();
    }

    private ChatResponseUpdate Update(params AIContent[] contents) => new(ChatRole.Assistant, [.. contents]) { MessageId = _messageId, ModelId = _model, ResponseId = Id };

    private ChatFinishReason Completed(ResponseResult? response) => response?.Status switch
    {
        null or ResponseStatus.Completed => _calls.Count > 0 ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
        var other => new ChatFinishReason(other.ToString()!), // it contradicts itself: nothing to run
    };

    private static ChatFinishReason Incomplete(ResponseResult? response)
    {
        var reason = response?.IncompleteStatusDetails?.Reason;
        if (reason == ResponseIncompleteStatusReason.MaxOutputTokens) return ChatFinishReason.Length;
        if (reason == ResponseIncompleteStatusReason.ContentFilter) return ChatFinishReason.ContentFilter;
        return new ChatFinishReason(reason?.ToString() is { Length: > 0 } other ? other : "incomplete");
    }

    // the request itself was answered with 200; the status says what kind of fault it is to whoever asks again
    private HttpRequestException Failed(string? code, string? message) => fault.Of(
        $"The response failed ({(string.IsNullOrEmpty(code) ? "no code" : code)}): {(string.IsNullOrEmpty(message) ? "the server did not say why." : message)}",
        code switch
        {
            "rate_limit_exceeded" => HttpStatusCode.TooManyRequests,
            "server_error" => HttpStatusCode.InternalServerError,
            _ => null,
        });

    private static string? Text(StreamingResponseUpdate part, ReadOnlySpan<byte> path) => part.Patch.TryGetValue(path, out string? text) ? text : null;

    private static UsageDetails Usage(ResponseTokenUsage usage) => new()
    {
        InputTokenCount = usage.InputTokenCount,
        OutputTokenCount = usage.OutputTokenCount,
        TotalTokenCount = usage.TotalTokenCount,
        CachedInputTokenCount = usage.InputTokenDetails?.CachedTokenCount,
        ReasoningTokenCount = usage.OutputTokenDetails?.ReasoningTokenCount,
    };
}
