using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using SupportAgent.Domain.Models;

namespace SupportAgent.Tests.Infrastructure;

/// <summary>A model that says what the test tells it to, round after round, and keeps what it was sent.</summary>
internal sealed class ScriptedModel : IChatClient
{
    private readonly ConcurrentQueue<Func<CancellationToken, IAsyncEnumerable<ChatResponseUpdate>>> _rounds = new();
    private readonly ConcurrentQueue<Func<CancellationToken, IAsyncEnumerable<ChatResponseUpdate>>> _forms = new();
    private Func<CancellationToken, IAsyncEnumerable<ChatResponseUpdate>>? _always;

    /// <summary>What the model was sent, a list a round.</summary>
    public ConcurrentQueue<(IReadOnlyList<ChatMessage> Messages, ChatOptions? Options)> Requests { get; } = new();

    /// <summary>What it was sent that asked for a form of the answer; such requests are answered apart from the rounds.</summary>
    public ConcurrentQueue<(IReadOnlyList<ChatMessage> Messages, ChatOptions Options)> Forms { get; } = new();

    /// <summary>The next request that asks for a form is answered with this text.</summary>
    public ScriptedModel Fills(string text)
    {
        _forms.Enqueue(_ => Play([new ChatResponseUpdate(ChatRole.Assistant, text), Finished(ChatFinishReason.Stop)]));
        return this;
    }

    /// <summary>The next request that asks for a form breaks, or takes as long as the test wants.</summary>
    public ScriptedModel FillsBy(Func<CancellationToken, IAsyncEnumerable<ChatResponseUpdate>> answer)
    {
        _forms.Enqueue(answer);
        return this;
    }

    /// <summary>A round that answers.</summary>
    public ScriptedModel Says(string text) => Then(new ChatResponseUpdate(ChatRole.Assistant, text), Finished(ChatFinishReason.Stop));

    /// <summary>A round that asks for tools.</summary>
    public ScriptedModel Calls(params (string Tool, string Arguments)[] calls) => Then(CallsOf(calls), Finished(ChatFinishReason.ToolCalls));

    /// <summary>Every further round asks for the same.</summary>
    public ScriptedModel AlwaysCalls(params (string Tool, string Arguments)[] calls)
    {
        _always = _ => Play([CallsOf(calls), Finished(ChatFinishReason.ToolCalls)]);
        return this;
    }

    /// <summary>A round of these pieces.</summary>
    public ScriptedModel Then(params ChatResponseUpdate[] updates) => Then(_ => Play(updates));

    /// <summary>A round that breaks.</summary>
    public ScriptedModel Breaks(Exception fault) => Then(_ => Break(fault));

    /// <summary>A round that says something, waits for the test, and says the rest.</summary>
    public ScriptedModel SaysSlowly(string first, Task until, string rest) => Then(cancel => Slowly(first, until, rest, cancel));

    public ScriptedModel Then(Func<CancellationToken, IAsyncEnumerable<ChatResponseUpdate>> round)
    {
        _rounds.Enqueue(round);
        return this;
    }

    public static ChatResponseUpdate Finished(ChatFinishReason reason) => new(ChatRole.Assistant, []) { FinishReason = reason };

    public static ChatResponseUpdate CallsOf(params (string Tool, string Arguments)[] calls) =>
        new(ChatRole.Assistant, [.. calls.Select((x, index) => ArgumentsText.Call($"c{index}", x.Tool, x.Arguments))]);

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (options?.ResponseFormat is ChatResponseFormatJson)
        {
            Forms.Enqueue(([.. messages], options));
            return _forms.TryDequeue(out var form) ? form(cancellationToken) : Play([new ChatResponseUpdate(ChatRole.Assistant, "(the script has no such answer)"), Finished(ChatFinishReason.Stop)]);
        }

        Requests.Enqueue(([.. messages], options));
        return _rounds.TryDequeue(out var round) ? round(cancellationToken)
            : _always?.Invoke(cancellationToken) ?? Play([new ChatResponseUpdate(ChatRole.Assistant, "(the script is at its end)"), Finished(ChatFinishReason.Stop)]);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> Play(IEnumerable<ChatResponseUpdate> updates)
    {
        foreach (var update in updates)
        {
            await Task.Yield();
            yield return update;
        }
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> Break(Exception fault)
    {
        await Task.Yield();
        yield return new ChatResponseUpdate(ChatRole.Assistant, "I begin and");
        throw fault;
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> Slowly(string first, Task until, string rest, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return new ChatResponseUpdate(ChatRole.Assistant, first);
        await until.WaitAsync(cancel);
        yield return new ChatResponseUpdate(ChatRole.Assistant, rest);
        yield return Finished(ChatFinishReason.Stop);
    }
}
