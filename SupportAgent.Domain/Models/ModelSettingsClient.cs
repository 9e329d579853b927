using Microsoft.Extensions.AI;

namespace SupportAgent.Domain.Models;

/// <summary>A model with its settings: what a request leaves open comes from them.</summary>
internal sealed class ModelSettingsClient(IChatClient inner, ModelOptions settings) : DelegatingChatClient(inner)
{
    public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        base.GetResponseAsync(messages, With(options), cancellationToken);

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        base.GetStreamingResponseAsync(messages, With(options), cancellationToken);

    private ChatOptions With(ChatOptions? options)
    {
        var all = options?.Clone() ?? new ChatOptions();
        all.Temperature ??= settings.Temperature;
        all.MaxOutputTokens ??= settings.MaxOutputTokens;
        if (!settings.ParallelToolCalls && all.AllowMultipleToolCalls == true) all.AllowMultipleToolCalls = false;
        return all;
    }
}
