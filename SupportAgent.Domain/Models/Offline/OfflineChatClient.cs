using Microsoft.Extensions.AI;
namespace SupportAgent.Domain.Models.Offline;
/// <summary>x</summary>
public sealed class OfflineChatClient(TimeProvider time) : IChatClient
{
    /// <summary>x</summary>
    public TimeProvider T => time;
    /// <inheritdoc/>
    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    /// <inheritdoc/>
    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) => null;
    /// <inheritdoc/>
    public void Dispose() { }
}
