using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Polly.CircuitBreaker;

namespace SupportAgent.Domain.Models.Patience;

/// <summary>Asks a second model when the first cannot be reached, and says so. An answer that has begun is never begun again.</summary>
/// <param name="first">The model that is asked.</param>
/// <param name="second">The model that is asked in its place.</param>
/// <param name="names">Their names for people.</param>
public sealed class FallbackChatClient(IChatClient first, IChatClient second, (string First, string Second) names) : DelegatingChatClient(first)
{
    /// <summary>The property of an update that holds a sentence for people about who answers.</summary>
    public const string Notice = "notice";

    /// <summary>The property of an update that holds the provider who answers in place of the first.</summary>
    public const string Provider = "provider";

    /// <inheritdoc />
    public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    /// <inheritdoc />
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var all = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        var answer = InnerClient.GetStreamingResponseAsync(all, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        bool more, failed;
        try
        {
            (more, failed) = (await answer.MoveNextAsync(), false);
        }
        catch (Exception e) when (IsDown(e) && !cancellationToken.IsCancellationRequested)
        {
            (more, failed) = (false, true);
            await answer.DisposeAsync();
        }

        if (failed)
        {
            var other = second.GetService<ChatClientMetadata>();
            yield return new ChatResponseUpdate
            {
                ModelId = other?.DefaultModelId,
                AdditionalProperties = new() { [Notice] = $"{names.First} could not be reached; {names.Second} answered in its place.", [Provider] = other?.ProviderName },
            };
            await foreach (var update in second.GetStreamingResponseAsync(all, options, cancellationToken)) yield return update;
            yield break;
        }

        await using var stream = answer;
        for (; more; more = await stream.MoveNextAsync()) yield return stream.Current;
    }

    // a key that is refused is down as well for whoever waits; a request that is refused for what it says is not
    private static bool IsDown(Exception e) =>
        e is BrokenCircuitException || PatientChatClient.IsPassing(e)
        || e is HttpRequestException { StatusCode: System.Net.HttpStatusCode.Unauthorized or System.Net.HttpStatusCode.Forbidden or System.Net.HttpStatusCode.PaymentRequired };
}
