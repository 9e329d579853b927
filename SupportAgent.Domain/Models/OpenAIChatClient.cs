using System.ClientModel;
using System.ClientModel.Primitives;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace SupportAgent.Domain.Models;

/// <summary>
/// Chat Completions of OpenAI or of any compatible server. Text comes as it arrives; tool calls come together at the
/// end, each with its <see cref="ArgumentsText"/>. A stream that breaks off without a finish reason ends without one,
/// so that the caller can tell: calls of such an answer must not run.
/// </summary>
public sealed class OpenAIChatClient : IChatClient
{
    private readonly ChatClient _client;
    private readonly ChatClientMetadata _metadata;
    private readonly OpenAIFault _fault;

    /// <summary>Makes a client for one model of one server.</summary>
    /// <param name="options">Its name, address and key; a server without keys needs none.</param>
    public OpenAIChatClient(ModelOptions options)
    {
        var settings = new OpenAIClientOptions { RetryPolicy = new ClientRetryPolicy(maxRetries: 0) }; // PatientChatClient asks again, and counts
        if (options.Endpoint.Length > 0)
            settings.Endpoint = new Uri(options.Endpoint);
        // the package refuses an empty key, and servers that need none ignore what they get
        _client = new ChatClient(options.Name, new ApiKeyCredential(options.ApiKey.Length > 0 ? options.ApiKey : "none"), settings);
        _fault = new OpenAIFault(options.ApiKey);
        _metadata = new ChatClientMetadata("openai", settings.Endpoint, options.Name);
    }

    /// <inheritdoc/>
    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var answer = new OpenAIAnswer();
        var stream = _client.CompleteChatStreamingAsync(
            OpenAIHistory.Of(messages, options?.Instructions), OpenAIRequest.Of(options), cancellationToken);
        await using var parts = stream.GetAsyncEnumerator(cancellationToken);
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

    /// <summary>Moves on. A server may repeat the key in its complaint: such a message must not travel further.</summary>
    private async ValueTask<bool> NextAsync(IAsyncEnumerator<StreamingChatCompletionUpdate> parts)
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
