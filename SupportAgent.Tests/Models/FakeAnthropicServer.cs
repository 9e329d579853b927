using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SupportAgent.Tests.Infrastructure;

namespace SupportAgent.Tests.Models;

/// <summary>A server on loopback that speaks the Messages API: plays scripted answers one after the other (the last again and again) and keeps the requests it got.</summary>
internal sealed class FakeAnthropicServer : IAsyncDisposable
{
    private readonly LoopbackServer _server = new();
    private readonly List<Func<HttpContext, Task>> _answers = [];

    public List<JsonElement> Requests { get; } = [];

    public List<IHeaderDictionary> Headers { get; } = [];

    /// <summary>Set when a client has gone before the answer's end.</summary>
    public TaskCompletionSource Left { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Endpoint => _server.Address + "/v1";

    public static async Task<FakeAnthropicServer> StartAsync()
    {
        var fake = new FakeAnthropicServer();
        await fake._server.StartAsync("/v1/messages", fake.AnswerAsync);
        return fake;
    }

    /// <summary>One event by its data; its name is its type.</summary>
    public static string Event(string data)
    {
        using var json = JsonDocument.Parse(data);
        return $"event: {json.RootElement.GetProperty("type").GetString()}\ndata: {data}\n\n";
    }

    public static string Begin(int inputTokens = 7) => Event(
        $$$$"""{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m-1","content":[],"stop_reason":null,"usage":{"input_tokens":{{{{inputTokens}}}},"output_tokens":1}}}""");

    /// <summary>A whole block of text in its pieces.</summary>
    public static string Says(int index, params string[] pieces) => string.Concat(
    [
        Event($$$"""{"type":"content_block_start","index":{{{index}}},"content_block":{"type":"text","text":""}}"""),
        .. pieces.Select(piece => Event($$$"""{"type":"content_block_delta","index":{{{index}}},"delta":{"type":"text_delta","text":{{{JsonSerializer.Serialize(piece)}}}}}""")),
        BlockEnd(index),
    ]);

    /// <summary>A whole call with the fragments of its arguments.</summary>
    public static string Call(int index, string id, string name, params string[] fragments) =>
        string.Concat([CallBegin(index, id, name), .. fragments.Select(fragment => CallPiece(index, fragment)), BlockEnd(index)]);

    public static string CallBegin(int index, string id, string name, string input = "{}") =>
        Event($$$"""{"type":"content_block_start","index":{{{index}}},"content_block":{"type":"tool_use","id":"{{{id}}}","name":"{{{name}}}","input":{{{input}}}}}""");

    public static string CallPiece(int index, string fragment) =>
        Event($$$"""{"type":"content_block_delta","index":{{{index}}},"delta":{"type":"input_json_delta","partial_json":{{{JsonSerializer.Serialize(fragment)}}}}}""");

    public static string BlockEnd(int index) => Event($$$"""{"type":"content_block_stop","index":{{{index}}}}""");

    public static string End(string stopReason, string details = "null") => Event(
        $$$"""{"type":"message_delta","delta":{"stop_reason":"{{{stopReason}}}","stop_sequence":null,"stop_details":{{{details}}}},"usage":{"output_tokens":5}}""") + Event("""{"type":"message_stop"}""");

    /// <summary>Answers with text as it is, in pieces of a few bytes.</summary>
    public void Stream(string events, int pieceSize = 7) => _answers.Add(async http =>
    {
        http.Response.ContentType = "text/event-stream";
        foreach (var piece in Encoding.UTF8.GetBytes(events).Chunk(pieceSize))
        {
            await http.Response.Body.WriteAsync(piece);
            await http.Response.Body.FlushAsync();
        }
    });

    /// <summary>Answers with the beginning and cuts the connection once the client has seen it.</summary>
    public void StreamAndCut(string events, Task seen) => _answers.Add(async http =>
    {
        http.Response.ContentType = "text/event-stream";
        await http.Response.WriteAsync(events);
        await http.Response.Body.FlushAsync();
        await seen;
        http.Abort();
    });

    /// <summary>Answers with the beginning and then says nothing until the client has gone.</summary>
    public void StreamAndWait(string events) => _answers.Add(async http =>
    {
        http.Response.ContentType = "text/event-stream";
        await http.Response.WriteAsync(events);
        await http.Response.Body.FlushAsync();
        http.RequestAborted.Register(() => Left.TrySetResult());
        await Left.Task;
    });

    /// <summary>Answers with a whole text.</summary>
    public void Reply(int status, string body, string type = "application/json", Action<IHeaderDictionary>? headers = null) => _answers.Add(async http =>
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = type;
        headers?.Invoke(http.Response.Headers);
        await http.Response.WriteAsync(body);
    });

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        using var body = await JsonDocument.ParseAsync(http.Request.Body);
        Requests.Add(body.RootElement.Clone());
        Headers.Add(new HeaderDictionary(http.Request.Headers.ToDictionary()));
        await _answers[Math.Min(Requests.Count, _answers.Count) - 1](http);
    }
}
