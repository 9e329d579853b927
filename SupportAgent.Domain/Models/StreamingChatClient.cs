using Microsoft.Extensions.AI;

namespace SupportAgent.Domain.Models;

/// <summary>What the clients of all APIs share: a whole answer is its pieces put together.</summary>
public abstract class StreamingChatClient : IChatClient
{
    /// <summary>Whose client it is.</summary>
    protected abstract ChatClientMetadata Metadata { get; }

    /// <inheritdoc/>
    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    /// <inheritdoc/>
    public abstract IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default);

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? Metadata
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives back what the client holds; most hold nothing.</summary>
    /// <param name="disposing">Always true: no client has a finaliser.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
