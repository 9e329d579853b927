using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SupportAgent.Tests.Infrastructure;

namespace SupportAgent.Tests.Models.OpenAIResponses;

/// <summary>A server on loopback that speaks the Responses API: plays scripted answers one after the other and keeps the requests it got.</summary>
internal sealed class FakeResponsesServer : IAsyncDisposable
{
    private readonly LoopbackServer _server = new();
    private readonly ConcurrentQueue<Func<HttpContext, Task>> _answers = new();

    public ConcurrentQueue<JsonElement> Requests { get; } = new();

    public ConcurrentQueue<string?> Keys { get; } = new();

    public string Endpoint => _server.Address + "/v1";

    public static async Task<FakeResponsesServer> StartAsync()
    {
        var fake = new FakeResponsesServer();
        await fake._server.StartAsync("/v1/responses", fake.AnswerAsync);
        return fake;
    }

    /// <summary>Answers with these events, in pieces of a few bytes.</summary>
    public FakeResponsesServer Stream(params string[] events) => StreamIn(7, events);

    /// <summary>Answers with these events, in pieces of so many bytes.</summary>
    public FakeResponsesServer StreamIn(int pieceSize, params string[] events) => Then(async http =>
    {
        http.Response.ContentType = "text/event-stream; charset=utf-8";
        foreach (var piece in Encoding.UTF8.GetBytes(string.Concat(events)).Chunk(pieceSize))
        {
            await http.Response.Body.WriteAsync(piece);
            await http.Response.Body.FlushAsync();
        }
    });

    /// <summary>Answers with events and cuts the connection once the client has seen them.</summary>
    public FakeResponsesServer StreamAndCut(Task seen, params string[] events) => Then(async http =>
    {
        await BeginAsync(http, events);
        await seen;
        http.Abort();
    });

    /// <summary>Answers with events and then waits until the client goes away; says so.</summary>
    public FakeResponsesServer StreamAndHang(TaskCompletionSource gone, params string[] events) => Then(async http =>
    {
        http.RequestAborted.Register(() => gone.TrySetResult());
        await BeginAsync(http, events);
        await gone.Task;
    });

    /// <summary>Refuses with a status and a message.</summary>
    public FakeResponsesServer Refuse(int status, string message, string code = "invalid_api_key") => Then(async http =>
    {
        http.Response.StatusCode = status;
        await http.Response.WriteAsJsonAsync(new { error = new { message, type = "invalid_request_error", code } });
    });

    /// <summary>Answers with something else.</summary>
    public FakeResponsesServer Page(int status, string contentType, string text) => Then(async http =>
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = contentType;
        await http.Response.WriteAsync(text);
    });

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private FakeResponsesServer Then(Func<HttpContext, Task> answer)
    {
        _answers.Enqueue(answer);
        return this;
    }

    private static async Task BeginAsync(HttpContext http, string[] events)
    {
        http.Response.ContentType = "text/event-stream";
        await http.Response.WriteAsync(string.Concat(events));
        await http.Response.Body.FlushAsync();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        using var body = await JsonDocument.ParseAsync(http.Request.Body);
        Requests.Enqueue(body.RootElement.Clone());
        Keys.Enqueue(http.Request.Headers.Authorization);
        if (_answers.TryDequeue(out var answer)) await answer(http);
        else http.Response.StatusCode = 418; // asked more often than the test expected
    }
}
