using System.ClientModel;
using System.ClientModel.Primitives;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using OpenAI.Responses;

namespace SupportAgent.Domain.Models.OpenAIResponses;

/// <summary>
/// The Responses API of OpenAI, or of a server that speaks it. Text comes as it arrives; tool calls come together at the end, each with its
/// <see cref="ArgumentsText"/>. A stream that breaks off without its final event ends without a finish reason, so that the caller can tell:
/// calls of such an answer must not run. Nothing is stored at the server: each request holds the whole conversation, which is written anew from
/// our own store, so there is no <c>previous_response_id</c> to refer to.
/// </summary>
/// <exception cref="HttpRequestException">The server refused the request, or told of an error in its stream. The message never holds the key.</exception>
public sealed class OpenAIResponsesChatClient : IChatClient
{
    private readonly ResponsesClient _client;
    private readonly ChatClientMetadata _metadata;
    private readonly OpenAIFault _fault;
    private readonly string _model;
    private volatile bool _reasons = true;

    /// <summary>Makes a client for one model of one server.</summary>
    /// <param name="options">Its name, address and key; a server without keys needs none.</param>
    public OpenAIResponsesChatClient(ModelOptions options)
    {
        var settings = new ResponsesClientOptions { RetryPolicy = new ClientRetryPolicy(maxRetries: 0) }; // PatientChatClient asks again, and counts
        if (options.Endpoint.Length > 0)
            settings.Endpoint = new Uri(options.Endpoint);
        // the package refuses an empty key, and servers that need none ignore what they get
        _client = new ResponsesClient(new ApiKeyCredential(options.ApiKey.Length > 0 ? options.ApiKey : "none"), settings);
        _metadata = new ChatClientMetadata("openai", settings.Endpoint, options.Name);
        _fault = new OpenAIFault(options.ApiKey);
        _model = options.Name;
    }

    /// <inheritdoc/>
    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var input = ResponsesInput.Of(messages, options?.Instructions);
        var tools = ResponsesTools.Of(options);
        var answer = new ResponsesAnswer(tools, _fault);
        await using var stream = await AskAsync(input, tools, options, cancellationToken);
        if (NotEvents(stream) is { } otherType) throw _fault.Of($"The server did not answer with events, but with {otherType}.", status: null);
        await using var parts = ((IAsyncEnumerable<StreamingResponseUpdate>)stream).GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(parts))
            yield return answer.Add(parts.Current);
        yield return answer.Rest();
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? _metadata
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        // the package's client shares its connections and has nothing to give back
    }

    private async Task<AsyncStreamingResult<StreamingResponseUpdate>> AskAsync(ResponsesInput input, ResponsesTools tools, ChatOptions? options, CancellationToken cancel)
    {
        var reasons = _reasons;
        try
        {
            return await _client.CreateResponseStreamingAsync(ResponsesRequest.Of(_model, input, tools, options, reasons), cancel);
        }
        catch (ClientResultException refused) when (reasons && IsWithoutReasoning(refused))
        {
            _reasons = false; // a model that does not reason; it stays one
        }
        catch (ClientResultException refused)
        {
            throw _fault.Of(refused);
        }

        return await AskAsync(input, tools, options, cancel);
    }

    // a page of a proxy would read like an answer without a word
    private static string? NotEvents(AsyncStreamingResult<StreamingResponseUpdate> stream) =>
        stream.Headers.TryGetValue("Content-Type", out var type) && type is not null && !type.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase) ? type : null;

    private static bool IsWithoutReasoning(ClientResultException refused) =>
        refused.Status == 400 && refused.Message.Contains("encrypted", StringComparison.OrdinalIgnoreCase);

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
