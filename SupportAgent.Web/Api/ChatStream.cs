using System.Text.Json;
using SupportAgent.Domain;
using SupportAgent.Domain.Agent;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Conversations;

namespace SupportAgent.Web.Api;

/// <summary>
/// A turn as server-sent events while it runs: <c>text</c> with what was said more, <c>tool_call</c> and <c>tool_result</c>, <c>approval</c> for what was prepared, and at the end
/// <c>done</c> with the whole answer, or <c>error</c>. It draws the same feed as the page.
/// </summary>
internal sealed class ChatStream(HttpResponse response, CancellationToken cancel)
{
    private readonly Dictionary<int, int> _said = [];
    private readonly HashSet<Guid> _begun = [];
    private readonly HashSet<Guid> _ended = [];
    private readonly HashSet<Guid> _prepared = [];

    /// <summary>Whether a request asks for a stream.</summary>
    public static bool IsWanted(HttpRequest request) => request.Headers.Accept.Any(x => x?.Contains("text/event-stream", StringComparison.OrdinalIgnoreCase) == true);

    /// <summary>Begins the answer.</summary>
    public async Task BeginAsync()
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        await response.Body.FlushAsync(cancel);
    }

    /// <summary>Sends what has changed in a turn since the last time.</summary>
    /// <param name="turn">As it is stored now.</param>
    /// <param name="live">What the agent is saying, and not yet stored.</param>
    public async Task SendChangesAsync(TranscriptTurn turn, LiveAnswer? live)
    {
        var said = turn.Answers.ToDictionary(x => x.Round, x => x.Text);
        if (live is not null) said.TryAdd(live.Round, live.Text);
        // round by round, so that what came close together still comes in its order
        foreach (var round in said.Keys.Concat(turn.ToolCalls.Select(x => x.Round)).Distinct().Order())
        {
            if (said.TryGetValue(round, out var text)) await SendTextAsync(round, text);
            foreach (var call in turn.ToolCalls.Where(x => x.Round == round)) await SendCallAsync(call, turn.Drafts);
        }
    }

    /// <summary>Sends the end.</summary>
    /// <param name="name"><c>done</c> or <c>error</c>.</param>
    /// <param name="value">The whole answer.</param>
    public Task EndAsync(string name, object value) => SendAsync(name, value);

    private async Task SendCallAsync(ToolCall call, IEnumerable<Draft> drafts)
    {
        if (_begun.Add(call.Id)) await SendAsync("tool_call", new { call.Id, call.Name, arguments = ApiShapes.AsJson(call.Arguments) });
        if (call.Status != ToolCallStatus.Running && _ended.Add(call.Id)) await SendAsync("tool_result", ApiShapes.Of(call));
        foreach (var draft in drafts.Where(x => x.ToolCallId == call.Id && _prepared.Add(x.Id))) await SendAsync("approval", ApiShapes.Pending(draft));
    }

    private Task SendTextAsync(int round, string text)
    {
        var known = _said.GetValueOrDefault(round);
        if (text.Length <= known) return Task.CompletedTask;
        _said[round] = text.Length;
        return SendAsync("text", new { text = text[known..], round });
    }

    // JSON holds no line break, so an event is one line of data
    private async Task SendAsync<T>(string name, T value)
    {
        await response.WriteAsync($"event: {name}\ndata: {JsonSerializer.Serialize(value, Json.Options)}\n\n", cancel);
        await response.Body.FlushAsync(cancel);
    }
}
