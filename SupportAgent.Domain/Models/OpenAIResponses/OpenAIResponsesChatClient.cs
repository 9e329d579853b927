using System.ClientModel;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using OpenAI.Responses;

namespace SupportAgent.Domain.Models.OpenAIResponses;

/// <summary>
/// The Responses API of OpenAI, or of a server that speaks it. Text comes as it arrives; tool calls come together at the end, each with its
/// <see cref="ArgumentsText"/>. A stream that breaks off without its final event ends without a finish reason, so that the caller can tell:
/// calls of such an answer must not run. Unless the settings say so nothing is stored at the server, and each request holds the whole conversation;
/// where it is, the rounds of a turn refer to the one before by <c>previous_response_id</c>.
/// </summary>
/// <exception cref="HttpRequestException">The server refused the request, or told of an error in its stream. The message never holds the key.</exception>
public sealed class OpenAIResponsesChatClient : StreamingChatClient
{
    private const int MostKept = 500;

    private readonly ResponsesClient _client;
    private readonly OpenAIFault _fault;
    private readonly string _model;
    private readonly bool _isKept;
    private readonly OptionalParts _optional;
    private readonly Queue<string> _kept = new();

    /// <summary>Makes a client for one model of one server.</summary>
    /// <param name="options">Its name, address and key; a server without keys needs none.</param>
    public OpenAIResponsesChatClient(ModelOptions options)
    {
        var settings = OpenAIConnection.Prepare(new ResponsesClientOptions { Endpoint = OpenAIConnection.Endpoint(options) }, options);
        _client = new ResponsesClient(OpenAIConnection.Key(options), settings);
        Metadata = new ChatClientMetadata("openai", settings.Endpoint, options.Name);
        _fault = new OpenAIFault(options.Secrets);
        _optional = new OptionalParts(options.StrictSchemas);
        (_model, _isKept) = (options.Name, options.StoreAtServer);
    }

    /// <inheritdoc/>
    protected override ChatClientMetadata Metadata { get; }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var all = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        var (stream, tools) = await AskAsync(all, options, cancellationToken);
        await using var whole = stream;
        var answer = new ResponsesAnswer(tools, _fault);
        if (NotEvents(stream) is { } otherType) throw _fault.Of($"The server did not answer with events, but with {otherType}.", status: null);
        await using var parts = ((IAsyncEnumerable<StreamingResponseUpdate>)stream).GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(parts))
            yield return answer.Add(parts.Current);
        if (_isKept && answer.Id is { } id) Keep(id);
        yield return answer.Rest();
    }

    private async Task<(AsyncStreamingResult<StreamingResponseUpdate> Stream, OfferedTools Tools)> AskAsync(IReadOnlyList<ChatMessage> messages, ChatOptions? options, CancellationToken cancel)
    {
        while (true)
        {
            var input = _isKept && _optional.Takes(OptionalParts.PreviousResponse)
                ? ResponsesInput.After(messages, options?.Instructions, IsKept)
                : ResponsesInput.Of(messages, options?.Instructions);
            var request = new ResponsesRequest(_model, input, options, _optional, _isKept);
            try
            {
                return (await _client.CreateResponseStreamingAsync(request.Options, cancel), request.Tools);
            }
            catch (ClientResultException refused)
            {
                if (!_optional.Learn(refused, request.Parts)) throw _fault.Of(refused);
            }
        }
    }

    // only of its own server, and only of late: a turn goes on at once
    private void Keep(string id)
    {
        lock (_kept)
        {
            _kept.Enqueue(id);
            if (_kept.Count > MostKept) _kept.Dequeue();
        }
    }

    private bool IsKept(string id)
    {
        lock (_kept) return _kept.Contains(id);
    }

    // a page of a proxy would read like an answer without a word
    private static string? NotEvents(AsyncStreamingResult<StreamingResponseUpdate> stream) =>
        stream.Headers.TryGetValue("Content-Type", out var type) && type is not null && !type.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase) ? type : null;

    private async ValueTask<bool> NextAsync(IAsyncEnumerator<StreamingResponseUpdate> parts)
    {
        try
        {
            return await parts.MoveNextAsync();
        }
        catch (ClientResultException refused)
        {
            throw _fault.Of(refused);
        }
    }
}
