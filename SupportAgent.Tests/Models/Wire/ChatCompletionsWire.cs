using System.Text.Json;
using Xunit;

namespace SupportAgent.Tests.Models.Wire;

internal sealed class ChatCompletionsWire : WireApi
{
    public override string Path => "chat/completions";

    public override IEnumerable<string> Events(WireRound round)
    {
        foreach (var text in round.Text) yield return Event($$"""{"role":"assistant","content":{{Text(text)}}}""");
        if (round.Refusal is { } refusal) yield return Event($$"""{"refusal":{{Text(refusal)}}}""");
        // all first halves, then all second ones: fragments of several calls come mixed
        for (var i = 0; i < round.Calls.Count; i++)
        {
            var call = round.Calls[i];
            yield return Event(JsonSerializer.Serialize(new { tool_calls = new[] { new { index = i, id = call.Id, type = "function", function = new { name = call.Name, arguments = Halves(call.Arguments)[0] } } } }));
        }

        for (var i = 0; i < round.Calls.Count; i++)
        {
            foreach (var half in Halves(round.Calls[i].Arguments).Skip(1)) yield return Event(JsonSerializer.Serialize(new { tool_calls = new[] { new { index = i, function = new { arguments = half } } } }));
        }

        var finish = round.End switch
        {
            WireEnd.Natural => round.Calls.Count > 0 ? "tool_calls" : "stop",
            WireEnd.Length => "length",
            WireEnd.Filter => "content_filter",
            WireEnd.Unknown => "solar_flare",
            _ => null,
        };
        if (finish is null) yield break;
        yield return Event("{}", Text(finish));
        yield return Data("""{"id":"c1","object":"chat.completion.chunk","created":1,"model":"m-1","choices":[],"usage":{"prompt_tokens":7,"completion_tokens":5,"total_tokens":12,"cost":0.00125}}""");
        yield return "data: [DONE]\n\n";
    }

    public override WireRequest Read(JsonElement body)
    {
        List<(string, string, string)> calls = [];
        List<string> said = [];
        var open = new List<(string Id, string Name, string Arguments)>();
        foreach (var message in body.GetProperty("messages").EnumerateArray())
        {
            var role = message.GetProperty("role").GetString();
            if (role == "tool")
            {
                var call = Assert.Single(open, x => x.Id == message.GetProperty("tool_call_id").GetString());
                open.Remove(call);
                calls.Add((call.Name, call.Arguments, message.GetProperty("content").GetString()!));
                continue;
            }

            Assert.Empty(open);
            if (role is "user" or "assistant" && message.TryGetProperty("content", out var content) && content.ValueKind is JsonValueKind.String) said.Add(content.GetString()!);
            else if (role is "user" or "assistant" && message.TryGetProperty("content", out content) && content.ValueKind is JsonValueKind.Array) said.AddRange(content.EnumerateArray().Select(x => x.GetProperty("text").GetString()!));
            if (message.TryGetProperty("tool_calls", out var asked))
                open.AddRange(asked.EnumerateArray().Select(x => (x.GetProperty("id").GetString()!, x.GetProperty("function").GetProperty("name").GetString()!, x.GetProperty("function").GetProperty("arguments").GetString()!)));
            Assert.Equal(open.Count, open.DistinctBy(x => x.Id).Count());
        }

        Assert.Empty(open);
        var tools = body.TryGetProperty("tools", out var offered) ? offered.EnumerateArray().Select(x => x.GetProperty("function").GetProperty("name").GetString()!).ToList() : [];
        return new(body, tools, calls, said, body.TryGetProperty("tool_choice", out var choice) ? choice.ToString() : null);
    }

    private static string Event(string delta, string finish = "null") =>
        Data($$"""{"id":"c1","object":"chat.completion.chunk","created":1,"model":"m-1","choices":[{"index":0,"delta":{{delta}},"finish_reason":{{finish}}}]}""");

    private static string Data(string json) => $"data: {json}\n\n";
}
