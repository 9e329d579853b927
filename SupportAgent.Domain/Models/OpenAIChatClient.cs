using System.ClientModel;
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
public sealed class OpenAIChatClient : StreamingChatClient
{
    private readonly ChatClient _client;
    private readonly OpenAIFault _fault;
    private readonly OptionalParts _optional;

    /// <summary>Makes a client for one model of one server.</summary>
    /// <param name="options">Its name, address and key; a server without keys needs none.</param>
    public OpenAIChatClient(ModelOptions options)
    {
        var settings = OpenAIConnection.Prepare(new OpenAIClientOptions { Endpoint = OpenAIConnection.Endpoint(options) }, options);
        _client = new ChatClient(options.Name, OpenAIConnection.Key(options), settings);
        _fault = new OpenAIFault(options.Secrets);
        _optional = new OptionalParts(options.StrictSchemas);
        Metadata = new ChatClientMetadata("openai", settings.Endpoint, options.Name);
    }

    /// <inheritdoc/>
    protected override ChatClientMetadata Metadata { get; }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var history = OpenAIHistory.Of(messages, options?.Instructions);
        var (parts, answer) = await AskAsync(history, options, cancellationToken);
        await using var stream = parts;
        for (var more = true; more; more = await NextAsync(stream, answer))
            yield return answer.Add(stream.Current);
        yield return answer.Rest();
    }

    // the request goes out with the first piece: until then it can be sent again without what the server does not know
    private async Task<(IAsyncEnumerator<StreamingChatCompletionUpdate> Parts, OpenAIAnswer Answer)> AskAsync(
        IEnumerable<OpenAI.Chat.ChatMessage> history, ChatOptions? options, CancellationToken cancel)
    {
        while (true)
        {
            var request = new OpenAIRequest(options, _optional);
            var parts = _client.CompleteChatStreamingAsync(history, request.Options, cancel).GetAsyncEnumerator(cancel);
            try
            {
                if (!await parts.MoveNextAsync()) throw _fault.Of("The server ended its answer before it began.", status: null);
                return (parts, new OpenAIAnswer(request.Tools));
            }
            catch (ClientResultException refused)
            {
                await parts.DisposeAsync();
                if (!_optional.Learn(refused, request.Parts)) throw _fault.Of(refused);
            }
        }
    }

    /// <summary>Moves on. A server may repeat the key in its complaint: such a message must not travel further.</summary>
    private async ValueTask<bool> NextAsync(IAsyncEnumerator<StreamingChatCompletionUpdate> parts, OpenAIAnswer answer)
    {
        try
        {
            return await parts.MoveNextAsync();
        }
        catch (ClientResultException refused)
        {
            throw _fault.Of(refused);
        }
        catch (ArgumentOutOfRangeException)
        {
            // the package knows no further reasons to finish, and gives up the stream at one: what came before it is the answer
            answer.FinishesUnknown();
            return false;
        }
    }
}
