using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SupportAgent.Tests.Infrastructure;

namespace SupportAgent.Tests.Payments;

/// <summary>
/// A payment gateway on loopback, as good ones are: a key takes effect once, a repeated request gets the first answer, and the same key with another
/// body is a conflict. What it does beside that is the test's: it can drop, delay, and forget to answer.
/// </summary>
internal sealed class FakeGateway : IAsyncDisposable
{
    private readonly LoopbackServer _server = new();
    private readonly ConcurrentDictionary<string, string> _bodies = new(StringComparer.Ordinal);

    /// <summary>What happens to a request: by default it is answered at once.</summary>
    public Func<HttpContext, Func<Task>, Task> Behaviour { get; set; } = (_, pay) => pay();

    /// <summary>The movements that took effect, by key: as often as they did.</summary>
    public ConcurrentBag<(string Key, JsonElement Movement)> Effects { get; } = [];

    /// <summary>The keys of all requests, in their order of arrival.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Keys that came with another body than before.</summary>
    public ConcurrentBag<string> Conflicts { get; } = [];

    public string Endpoint => _server.Address;

    /// <summary>The settings that make the app use it.</summary>
    public Dictionary<string, string?> Settings => new()
    {
        ["Payments:Gateway"] = "Http",
        ["Payments:Endpoint"] = Endpoint,
        ["Payments:ApiKey"] = "gateway-key",
    };

    public static async Task<FakeGateway> StartAsync()
    {
        var gateway = new FakeGateway();
        await gateway._server.StartAsync("/payments", gateway.AnswerAsync);
        return gateway;
    }

    /// <summary>Answers with a status and a body, and does nothing.</summary>
    public void Answer(int status, string body, string type = "application/json") => Behaviour = (http, _) =>
    {
        (http.Response.StatusCode, http.Response.ContentType) = (status, type);
        return http.Response.WriteAsync(body);
    };

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        var key = http.Request.Headers["Idempotency-Key"].ToString();
        Requests.Enqueue(key);
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        await Behaviour(http, () => PayAsync(http, key, body));
    }

    private async Task PayAsync(HttpContext http, string key, string body)
    {
        if (http.Request.Headers.Authorization != "Bearer gateway-key")
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        if (_bodies.TryAdd(key, body))
        {
            using var request = JsonDocument.Parse(body);
            foreach (var movement in request.RootElement.GetProperty("movements").EnumerateArray()) Effects.Add((key, movement.Clone()));
        }
        else if (_bodies[key] != body)
        {
            Conflicts.Add(key);
            http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return;
        }

        await http.Response.WriteAsJsonAsync(new { id = $"pay_{key}", status = "succeeded" });
    }
}
