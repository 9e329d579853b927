using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SupportAgent.Tests.Infrastructure;

namespace SupportAgent.Tests.Models;

/// <summary>A server on loopback that speaks Chat Completions: plays one scripted answer and keeps the requests it got.</summary>
internal sealed class FakeOpenAIServer : IAsyncDisposable
{
    private readonly LoopbackServer _server = new();
    private Func<HttpContext, Task> _answer = _ => Task.CompletedTask;

    public List<JsonElement> Requests { get; } = [];

    public List<string?> Keys { get; } = [];

    public string Endpoint => _server.Address + "/v1";

    public static async Task<FakeOpenAIServer> StartAsync()
    {
        var fake = new FakeOpenAIServer();
        await fake._server.StartAsync("/v1/chat/completions", fake.AnswerAsync);
        return fake;
    }

    /// <summary>Answers with the deltas, then the finish reason (none when null), usage and the end mark, in pieces of a few bytes.</summary>
    public void Stream(IEnumerable<string> deltas, string? finish = "stop", int pieceSize = 7) => _answer = async http =>
    {
        var text = new StringBuilder();
        foreach (var delta in deltas)
            text.Append(Event(delta, "null"));
        if (finish is not null)
        {
            text.Append(Event("{}", $"\"{finish}\""));
            text.Append("""data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m-1","choices":[],"usage":{"prompt_tokens":7,"completion_tokens":5,"total_tokens":12}}""").Append("\n\n");
            text.Append("data: [DONE]\n\n");
        }

        http.Response.ContentType = "text/event-stream";
        foreach (var piece in Encoding.UTF8.GetBytes(text.ToString()).Chunk(pieceSize))
        {
            await http.Response.Body.WriteAsync(piece);
            await http.Response.Body.FlushAsync();
        }
    };

    /// <summary>Answers with one delta and cuts the connection once the client has seen it.</summary>
    public void StreamAndCut(string delta, Task seen) => _answer = async http =>
    {
        http.Response.ContentType = "text/event-stream";
        await http.Response.WriteAsync(Event(delta, "null"));
        await http.Response.Body.FlushAsync();
        await seen;
        http.Abort();
    };

    /// <summary>Refuses with a status and a message.</summary>
    public void Refuse(int status, string message) => _answer = async http =>
    {
        http.Response.StatusCode = status;
        await http.Response.WriteAsJsonAsync(new { error = new { message, type = "invalid_request_error", code = "invalid_api_key" } });
    };

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static string Event(string delta, string finish) =>
        $$"""data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m-1","choices":[{"index":0,"delta":{{delta}},"finish_reason":{{finish}}}]}""" + "\n\n";

    private async Task AnswerAsync(HttpContext http)
    {
        using var body = await JsonDocument.ParseAsync(http.Request.Body);
        Requests.Add(body.RootElement.Clone());
        Keys.Add(http.Request.Headers.Authorization);
        await _answer(http);
    }
}
