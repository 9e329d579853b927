using System.Text.Json;
using Anthropic.Models.Messages;
using Microsoft.Extensions.AI;

namespace SupportAgent.Domain.Models.Anthropic;

/// <summary>
/// Turns the events of one streamed answer into updates; keeps back what is only whole at the end. Kinds of blocks that we do not ask for
/// are passed over, but nothing within a tool call is: a lost fragment could leave arguments that look sound.
/// </summary>
internal sealed class AnthropicAnswer
{
    private readonly ToolUseBlocks _calls = new();
    private readonly UsageCount _usage = new();
    private readonly string _messageId = Guid.NewGuid().ToString("N");
    private readonly List<AIContent> _held = [];
    private bool _started;
    private bool _begun;
    private bool _ended;
    private string? _model;
    private string? _responseId;
    private string? _stopReason;
    private string? _refusal;

    /// <summary>
    /// The update for one event: its text and usage; calls and a refusal wait for <see cref="Rest"/>. Null before there is content: an answer that
    /// fails till then can be asked for again. After that every event has one, if only to show that the answer goes on.
    /// </summary>
    /// <exception cref="InvalidDataException">The event is not what its name says.</exception>
    public ChatResponseUpdate? Add(RawMessageStreamEvent part)
    {
        _started = true;
        var update = Read(part);
        _begun |= part.Value is RawContentBlockDeltaEvent || _calls.Any || update.Contents.OfType<TextContent>().Any();
        if (_begun)
            return WithHeld(update);
        _held.AddRange(update.Contents);
        return null;
    }

    /// <summary>The last update: the refusal, the calls, and why the model stopped (null when the stream broke off); after that null.</summary>
    /// <exception cref="InvalidDataException">There was no event at all: it is another kind of server.</exception>
    public ChatResponseUpdate? Rest()
    {
        if (_ended)
            return null;
        if (!_started)
            throw new InvalidDataException("There is no stream of events in it.");
        _ended = true;
        var update = WithHeld(Update());
        if (_refusal is not null)
            update.Contents.Add(new ErrorContent(_refusal) { ErrorCode = "Refusal" });
        foreach (var call in _calls.Calls())
            update.Contents.Add(call);
        update.FinishReason = Finish(_stopReason);
        return update;
    }

    private ChatResponseUpdate Read(RawMessageStreamEvent part) => part.Value switch
    {
        RawMessageStartEvent start => Start(start.Message),
        RawContentBlockStartEvent start => Start(start),
        RawContentBlockDeltaEvent delta => Piece(delta),
        RawMessageDeltaEvent delta => Stop(delta),
        RawContentBlockStopEvent or RawMessageStopEvent => Update(),
        _ when IsNew(part.Json) => Update(),
        _ => throw new InvalidDataException("An event of the stream is malformed."),
    };

    private ChatResponseUpdate WithHeld(ChatResponseUpdate update)
    {
        foreach (var content in _held)
            update.Contents.Add(content);
        _held.Clear();
        return update;
    }

    // the API may get further kinds of events; but one of a known kind that cannot be read has lost something
    private static bool IsNew(JsonElement part) => part.ValueKind == JsonValueKind.Object && part.TextOf("type") is not
        (null or "message_start" or "content_block_start" or "content_block_delta" or "content_block_stop" or "message_delta" or "message_stop");

    private ChatResponseUpdate Update(params ReadOnlySpan<AIContent?> contents)
    {
        var update = new ChatResponseUpdate { Role = ChatRole.Assistant, MessageId = _messageId, ModelId = _model, ResponseId = _responseId };
        foreach (var content in contents)
        {
            if (content is not null)
                update.Contents.Add(content);
        }

        return update;
    }

    private ChatResponseUpdate Start(Message message)
    {
        _model ??= message.RawData.TextOf("model");
        _responseId ??= message.RawData.TextOf("id");
        return Update(_usage.Add(message.RawData));
    }

    private ChatResponseUpdate Start(RawContentBlockStartEvent start)
    {
        var block = start.ContentBlock.Json;
        if (block.ValueKind != JsonValueKind.Object)
            throw new InvalidDataException("A content block is malformed.");
        _calls.Begin(start.Index, block);
        return start.ContentBlock.TryPickText(out var text) && text.RawData.TextOf("text") is { Length: > 0 } words ? Update(new TextContent(words)) : Update();
    }

    private ChatResponseUpdate Piece(RawContentBlockDeltaEvent piece)
    {
        if (_calls.IsOpen(piece.Index))
        {
            _calls.Add(piece.Index, piece.Delta.TryPickInputJson(out var json) ? json.PartialJson : throw new InvalidDataException("A fragment of a tool call is malformed."));
            return Update();
        }

        return piece.Delta.TryPickText(out var text) && text.Text.Length > 0 ? Update(new TextContent(text.Text)) : Update();
    }

    private ChatResponseUpdate Stop(RawMessageDeltaEvent delta)
    {
        _stopReason = delta.Delta.RawData.TextOf("stop_reason") ?? _stopReason;
        if (_stopReason == "refusal")
            _refusal = delta.Delta.RawData.PartOf("stop_details")?.TextOf("explanation") ?? _refusal ?? "It gave no reason.";
        return Update(_usage.Add(delta.RawData));
    }

    // what is not known passes on under its own name: the caller runs no calls of an answer that did not end as it should
    private static ChatFinishReason? Finish(string? reason) => reason switch
    {
        null or "" => null,
        "end_turn" or "stop_sequence" => ChatFinishReason.Stop,
        "tool_use" => ChatFinishReason.ToolCalls,
        "max_tokens" or "model_context_window_exceeded" => ChatFinishReason.Length,
        "refusal" => ChatFinishReason.ContentFilter,
        _ => string.IsNullOrWhiteSpace(reason) ? null : new ChatFinishReason(reason),
    };
}
