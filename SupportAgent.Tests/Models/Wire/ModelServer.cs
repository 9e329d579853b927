using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SupportAgent.Domain.Models;
using SupportAgent.Tests.Infrastructure;

namespace SupportAgent.Tests.Models.Wire;

/// <summary>A server on loopback that plays rounds in the API of whoever asks, a few bytes at a time, with every fault that is asked for, and keeps the requests it got.</summary>
internal sealed class ModelServer : IAsyncDisposable
{
    public const string Key = "sk-canary-0123456789";

    private readonly LoopbackServer _server = new();
    private readonly WireApi _api;
    private readonly ConcurrentQueue<WireRound> _rounds = new();

    private ModelServer(ModelProvider provider)
    {
        Provider = provider;
        _api = provider switch
        {
            ModelProvider.OpenAI => new ChatCompletionsWire(),
            ModelProvider.OpenAIResponses => new ResponsesWire(),
            ModelProvider.Anthropic => new MessagesWire(),
            _ => throw new ArgumentOutOfRangeException(nameof(provider)),
        };
    }

    public ModelProvider Provider { get; }

    /// <summary>What it answers when it has no more rounds.</summary>
    public Func<WireRequest, WireRound> Otherwise { get; set; } = _ => WireRound.Says("(the script is at its end)");

    /// <summary>Bytes at a time.</summary>
    public int PieceSize { get; set; } = 11;

    public ConcurrentQueue<WireRequest> Requests { get; } = new();

    public ConcurrentQueue<IReadOnlyDictionary<string, string>> Headers { get; } = new();

    /// <summary>Requests whose history was not sound.</summary>
    public ConcurrentQueue<Exception> Unsound { get; } = new();

    /// <summary>Set when a client has gone before the end of an answer that hangs.</summary>
    public TaskCompletionSource Left { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static async Task<ModelServer> StartAsync(ModelProvider provider)
    {
        var server = new ModelServer(provider);
        await server._server.StartAsync($"/v1/{server._api.Path}", server.AnswerAsync);
        return server;
    }

    /// <summary>The client of the app for it, as its settings make it, with pauses that nobody waits for.</summary>
    public IChatClient Client(params (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string?>
        {
            ["Model:Provider"] = Provider.ToString(),
            ["Model:Endpoint"] = _server.Address + "/v1",
            ["Model:Name"] = "m-1",
            ["Model:ApiKey"] = Key,
            ["Model:Patience:PauseSeconds"] = "0.001",
        };
        foreach (var (key, value) in settings) all[key] = value;
        return new ServiceCollection().AddSingleton(TimeProvider.System)
            .AddModels(new ConfigurationBuilder().AddInMemoryCollection(all).Build())
            .BuildServiceProvider().GetRequiredService<ModelRoster>().First.Client;
    }

    /// <summary>Adds what it answers next.</summary>
    public void Play(params WireRound[] rounds)
    {
        foreach (var round in rounds) _rounds.Enqueue(round);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        using var body = await JsonDocument.ParseAsync(http.Request.Body);
        Headers.Enqueue(http.Request.Headers.ToDictionary(x => x.Key, x => x.Value.ToString(), StringComparer.OrdinalIgnoreCase));
        var request = Read(body.RootElement.Clone());
        Requests.Enqueue(request);
        var round = _rounds.TryDequeue(out var next) ? next : Otherwise(request);
        if (round.RetryAfter is { } seconds) http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (round.Status is { } status)
        {
            http.Response.StatusCode = status;
            await http.Response.WriteAsJsonAsync(new { type = "error", error = new { type = "invalid_request_error", message = round.Complaint } });
            return;
        }

        http.Response.ContentType = round.ContentType ?? "text/event-stream";
        if (round.ContentType is not null)
        {
            await http.Response.WriteAsync(round.Complaint);
            return;
        }

        foreach (var piece in Encoding.UTF8.GetBytes(string.Concat(_api.Events(round))).Chunk(PieceSize))
        {
            await http.Response.Body.WriteAsync(piece);
            await http.Response.Body.FlushAsync();
        }

        await EndAsync(http, round.End);
    }

    private WireRequest Read(JsonElement body)
    {
        try
        {
            return _api.Read(body);
        }
        catch (Exception e) when (e is Xunit.Sdk.XunitException or KeyNotFoundException or InvalidOperationException)
        {
            Unsound.Enqueue(e);
            return new WireRequest(body, [], [], [], null);
        }
    }

    private async Task EndAsync(HttpContext http, WireEnd end)
    {
        switch (end)
        {
            case WireEnd.Cut:
                // let the client see what came before
                await Task.Delay(TimeSpan.FromMilliseconds(30), TimeProvider.System);
                http.Abort();
                break;
            case WireEnd.Hangs:
                http.RequestAborted.Register(() => Left.TrySetResult());
                await Left.Task;
                break;
            case WireEnd.Malformed:
                await http.Response.WriteAsync("event: message_delta\ndata: {\"type\":\"message_delta\",oops\n\n");
                break;
            case WireEnd.NotUtf8:
                await http.Response.Body.WriteAsync((byte[])[.. "event: message_delta\ndata: {\"type\":\""u8, 0xFF, 0xFE, .. "\n\n"u8]);
                break;
        }
    }
}
