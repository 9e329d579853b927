using System.Text.Json;
using Xunit;

namespace SupportAgent.Tests.Models.Wire;

internal sealed class MessagesWire : WireApi
{
    public override string Path => "messages";

    public override IEnumerable<string> Events(WireRound round)
    {
        yield return FakeAnthropicServer.Begin();
        if (round.Text.Count > 0) yield return FakeAnthropicServer.Says(0, [.. round.Text]);
        var first = round.Text.Count > 0 ? 1 : 0;
        for (var i = 0; i < round.Calls.Count; i++)
            yield return FakeAnthropicServer.Call(first + i, round.Calls[i].Id ?? "", JsonEncodedText.Encode(round.Calls[i].Name).ToString(), Halves(round.Calls[i].Arguments));
        if (round.Refusal is { } refusal)
        {
            yield return FakeAnthropicServer.End("refusal", JsonSerializer.Serialize(new { explanation = refusal }));
            yield break;
        }

        var reason = round.End switch
        {
            WireEnd.Natural => round.Calls.Count > 0 ? "tool_use" : "end_turn",
            WireEnd.Length => "max_tokens",
            WireEnd.Filter => "refusal",
            WireEnd.Unknown => "solar_flare",
            _ => null,
        };
        if (reason is not null) yield return FakeAnthropicServer.End(reason);
    }

    public override WireRequest Read(JsonElement body)
    {
        List<(string, string, string)> calls = [];
        List<string> said = [];
        var open = new List<(string Id, string Name, string Arguments)>();
        var before = "assistant";
        foreach (var message in body.GetProperty("messages").EnumerateArray())
        {
            var role = message.GetProperty("role").GetString()!;
            Assert.NotEqual(before, role);
            before = role;
            var content = message.GetProperty("content");
            if (content.ValueKind == JsonValueKind.String)
            {
                Assert.Empty(open);
                said.Add(content.GetString()!);
                continue;
            }

            foreach (var block in content.EnumerateArray())
            {
                switch (block.GetProperty("type").GetString())
                {
                    case "tool_use":
                        open.Add((block.GetProperty("id").GetString()!, block.GetProperty("name").GetString()!, block.GetProperty("input").GetRawText()));
                        Assert.Equal(open.Count, open.DistinctBy(x => x.Id).Count());
                        break;
                    case "tool_result":
                        var call = Assert.Single(open, x => x.Id == block.GetProperty("tool_use_id").GetString());
                        open.Remove(call);
                        var result = block.GetProperty("content");
                        calls.Add((call.Name, call.Arguments, result.ValueKind == JsonValueKind.String ? result.GetString()! : result[0].GetProperty("text").GetString()!));
                        break;
                    case "text":
                        // results come first in the message after their calls
                        if (role == "user") Assert.Empty(open);
                        said.Add(block.GetProperty("text").GetString()!);
                        break;
                }
            }

            if (role == "user") Assert.Empty(open);
        }

        Assert.Empty(open);
        var choice = body.TryGetProperty("tool_choice", out var chosen) ? chosen.GetProperty("type").GetString() : null;
        var tools = body.TryGetProperty("tools", out var offered) && choice != "none" ? offered.EnumerateArray().Select(x => x.GetProperty("name").GetString()!).ToList() : [];
        return new(body, tools, calls, said, choice);
    }
}
