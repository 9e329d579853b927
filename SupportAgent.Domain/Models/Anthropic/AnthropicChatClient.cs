using System.Runtime.CompilerServices;
using Anthropic;
using Anthropic.Core;
using Anthropic.Models.Messages;
using Microsoft.Extensions.AI;

namespace SupportAgent.Domain.Models.Anthropic;

/// <summary>
/// The Messages API of Anthropic or of a compatible server. Text comes as it arrives; tool calls come together at the end, each with
/// its <see cref="ArgumentsText"/>, which the package's own <see cref="IChatClient"/> does not keep. A stream that breaks off without a stop
/// reason ends without one, so that the caller can tell: calls of such an answer must not run. Nothing is repeated here: whoever calls
/// knows whether something was shown or done already. For the same reason nothing comes before the first piece of content; from then on every
/// event comes, if only to say that the answer goes on. A server that refuses, fails or answers with something else becomes a
/// <see cref="ModelRequestException"/>, one that cannot be reached an <see cref="HttpRequestException"/>, a broken connection an <see cref="IOException"/>.
/// </summary>
public sealed class AnthropicChatClient : StreamingChatClient
{
    /// <summary>What an answer may be long where the options set nothing; the API wants a number, and every model allows this one.</summary>
    public const int DefaultMaxOutputTokens = 4096;

    private readonly AnthropicClient _client;
    private readonly AnthropicRequest _requests;
    private readonly AnthropicFaults _faults;

    /// <summary>Makes a client for one model of one server.</summary>
    /// <param name="options">Its name, address, key and output limit; a server without keys needs none.</param>
    public AnthropicChatClient(ModelOptions options)
    {
        var key = options.ApiKey.Trim();
        var address = options.Endpoint.Length > 0 ? Root(options.Endpoint) : EnvironmentUrl.Production;
        _faults = new AnthropicFaults(options.Secrets);
        _client = new AnthropicClient(new ClientOptions
        {
            // address and key are said here, also when there is none: the package must not take others from the environment.
            // A redirect would carry the conversation elsewhere
            HttpClient = new HttpClient(new RefusalReader(_faults, new SocketsHttpHandler { AllowAutoRedirect = false })) { Timeout = Timeout.InfiniteTimeSpan },
            BaseUrl = address,
            ApiKey = key.Length > 0 ? key : null,
            AuthToken = null,
            // the package sends a bearer token; compatible servers may know only the API's older header
            ExtraHeaders = Headers(options, key),
            MaxRetries = 0,
            OpenTelemetry = false, // its spans may hold the conversation
        });
        _requests = new AnthropicRequest(options.Name, options.MaxOutputTokens ?? DefaultMaxOutputTokens);
        Metadata = new ChatClientMetadata("anthropic", new Uri(address), options.Name);
    }

    /// <inheritdoc/>
    protected override ChatClientMetadata Metadata { get; }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var answer = new AnthropicAnswer();
        var stream = _client.Messages.CreateStreaming(_requests.Of(messages, options), cancellationToken);
        await using var parts = stream.GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(parts, answer) is { } update)
            yield return update;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _client.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Endpoints of all providers go up to and including <c>/v1</c>; the package adds that part itself.</summary>
    private static string Root(string endpoint)
    {
        var root = endpoint.TrimEnd('/');
        return root.EndsWith("/v1", StringComparison.Ordinal) ? root[..^3] : root;
    }

    private static Dictionary<string, string> Headers(ModelOptions options, string key)
    {
        var headers = new Dictionary<string, string>(options.Headers, StringComparer.OrdinalIgnoreCase);
        if (key.Length > 0 && options.Endpoint.Length > 0) headers.TryAdd("x-api-key", key);
        return headers;
    }

    /// <summary>The next update, the last of the answer at its end, then null.</summary>
    private async ValueTask<ChatResponseUpdate?> NextAsync(IAsyncEnumerator<RawMessageStreamEvent> parts, AnthropicAnswer answer)
    {
        try
        {
            while (await parts.MoveNextAsync())
            {
                if (answer.Add(parts.Current) is { } update)
                    return update;
            }

            return answer.Rest();
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or IOException))
        {
            throw _faults.Of(fault);
        }
    }
}
