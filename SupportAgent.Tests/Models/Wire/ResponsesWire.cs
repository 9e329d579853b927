using System.Text.Json;
using SupportAgent.Tests.Models.OpenAIResponses;
using Xunit;

namespace SupportAgent.Tests.Models.Wire;

internal sealed class ResponsesWire : WireApi
{
    public override string Path => "responses";

    public override IEnumerable<string> Events(WireRound round)
    {
        yield return Event.Created;
        foreach (var text in round.Text) yield return Event.Text(text);
        if (round.Refusal is { } refusal) yield return Event.Refusal(refusal);
        var first = round.Text.Count > 0 || round.Refusal is not null ? 1 : 0;
        for (var i = 0; i < round.Calls.Count; i++) yield return Event.CallBegins(first + i, $"fc_{i}", round.Calls[i].Id, round.Calls[i].Name);
        for (var i = 0; i < round.Calls.Count; i++)
        {
            foreach (var half in Halves(round.Calls[i].Arguments)) yield return Event.Fragment(first + i, $"fc_{i}", half);
            yield return Event.CallEnds(first + i, $"fc_{i}", round.Calls[i].Id, round.Calls[i].Name, round.Calls[i].Arguments);
        }

        var end = round.End switch
        {
            WireEnd.Natural => Event.Completed(),
            WireEnd.Length => Event.Incomplete("max_output_tokens"),
            WireEnd.Filter => Event.Incomplete("content_filter"),
            WireEnd.Unknown => Event.Incomplete("solar_flare"),
            _ => null,
        };
        if (end is not null) yield return end;
    }

    public override WireRequest Read(JsonElement body)
    {
        List<(string, string, string)> calls = [];
        List<string> said = [];
        var open = new List<(string Id, string Name, string Arguments)>();
        foreach (var item in body.GetProperty("input").EnumerateArray())
        {
            switch (item.GetProperty("type").GetString())
            {
                case "function_call":
                    open.Add((item.GetProperty("call_id").GetString()!, item.GetProperty("name").GetString()!, item.GetProperty("arguments").GetString()!));
                    Assert.Equal(open.Count, open.DistinctBy(x => x.Id).Count());
                    break;
                case "function_call_output":
                    var call = Assert.Single(open, x => x.Id == item.GetProperty("call_id").GetString());
                    open.Remove(call);
                    calls.Add((call.Name, call.Arguments, item.GetProperty("output").GetString()!));
                    break;
                case "message":
                    Assert.Empty(open);
                    said.AddRange(item.GetProperty("content").EnumerateArray().Select(x => x.TryGetProperty("text", out var text) ? text.GetString()! : ""));
                    break;
            }
        }

        Assert.Empty(open);
        var tools = body.TryGetProperty("tools", out var offered) ? offered.EnumerateArray().Select(x => x.GetProperty("name").GetString()!).ToList() : [];
        return new(body, tools, calls, said, body.TryGetProperty("tool_choice", out var choice) ? choice.ToString() : null);
    }
}
