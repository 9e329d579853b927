using System.Text.Json;
using Microsoft.Extensions.AI;
using SupportAgent.Domain.Models;
using SupportAgent.Domain.Models.Anthropic;
using Xunit;
using static SupportAgent.Tests.Models.FakeAnthropicServer;

namespace SupportAgent.Tests.Models;

/// <summary>What goes out to a server.</summary>
public sealed class AnthropicRequestTests : IAsyncLifetime
{
    private const string Key = "sk-ant-canary-1234567890";

    private static readonly AIFunction GetOrder = AIFunctionFactory.Create((string order_id) => order_id, "get_order", "Reads one order.");

    private FakeAnthropicServer _server = null!; // made before each test

    public async Task InitializeAsync()
    {
        _server = await StartAsync();
        _server.Stream(Begin() + Says(0, "Done.") + End("end_turn"), pieceSize: 10000);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task The_history_goes_out_with_calls_and_results_in_turns()
    {
        var messages = Messages(await SendAsync(
        [
            new(ChatRole.System, "Be brief."),
            new(ChatRole.User, "Where is it?"),
            new(ChatRole.Assistant, [new FunctionCallContent("a", "get_order", new Dictionary<string, object?> { ["n"] = 1 }), new TextContent("Looking."), new FunctionCallContent("b", "odd name!", null)]),
            new(ChatRole.Tool, [new FunctionResultContent("a", """{"found":true}"""), new FunctionResultContent("b", new { found = false })]),
            new(ChatRole.User, "And?"),
            new(ChatRole.Assistant, [new ErrorContent("I can't.") { ErrorCode = "Refusal" }]),
            new(ChatRole.User, "Why?"),
        ]));
        Assert.Equal(["user", "assistant", "user", "assistant", "user"], messages.Select(message => message.GetProperty("role").GetString()));
        Assert.Equal("Be brief.", _server.Requests.Single().GetProperty("system").GetString());
        Assert.Equal(["""{"type":"text","text":"Where is it?"}"""], Blocks(messages[0]));
        Assert.Equal(
            [
                """{"type":"text","text":"Looking."}""",
                """{"type":"tool_use","id":"a","name":"get_order","input":{"n":1}}""",
                """{"type":"tool_use","id":"b","name":"odd_name_","input":{}}""",
            ],
            Blocks(messages[1]));
        Assert.Equal(
            [("tool_result", "a", """{"found":true}"""), ("tool_result", "b", """{"found":false}""")],
            messages[2].GetProperty("content").EnumerateArray().Take(2).Select(block => (
                block.GetProperty("type").GetString()!, block.GetProperty("tool_use_id").GetString()!, block.GetProperty("content").GetString()!)));
        Assert.Equal("And?", messages[2].GetProperty("content")[2].GetProperty("text").GetString());
        Assert.Equal(["""{"type":"text","text":"I can't."}"""], Blocks(messages[3]));
    }

    [Theory]
    [InlineData("""{"amount": 12.50, "deep": [{"a": null}]}""", """{"amount":12.50,"deep":[{"a":null}]}""")]
    [InlineData("", "{}")]
    [InlineData(" ", "{}")]
    [InlineData("{not json", """{"unreadable_arguments":"{not json"}""")]
    [InlineData("[1]", """{"unreadable_arguments":"[1]"}""")]
    [InlineData("null", """{"unreadable_arguments":"null"}""")]
    [InlineData("{}{}", """{"unreadable_arguments":"{}{}"}""")]
    public async Task Earlier_arguments_go_out_as_an_object_whatever_they_were(string arguments, string expected) =>
        Assert.Equal(expected, (await InputOf(arguments)).GetRawText());

    [Theory]
    [InlineData("""{"amount":1,"amount":9999}""")]
    [InlineData("""{"a":{"b":1,"b":2}}""")]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"\udc00":[1]}""")]
    [InlineData("""{"a":["x","\ud83d"]}""")]
    public async Task Earlier_arguments_that_could_not_be_written_again_go_out_as_their_text(string arguments) =>
        Assert.Equal(arguments, (await InputOf(arguments)).GetProperty("unreadable_arguments").GetString());

    [Theory]
    [InlineData(20)]
    [InlineData(40)]
    [InlineData(60)]
    [InlineData(64)]
    [InlineData(1000)]
    public async Task Arguments_of_any_depth_go_out(int depth)
    {
        var arguments = "{\"a\":" + new string('[', depth) + new string(']', depth) + "}";
        var input = await InputOf(arguments);
        Assert.Equal(arguments, input.TryGetProperty("unreadable_arguments", out var text) ? text.GetString() : input.GetRawText());
    }

    [Fact]
    public async Task Messages_of_one_side_become_one_and_empty_ones_are_left_out()
    {
        var messages = Messages(await SendAsync(
        [
            new(ChatRole.User, "One"),
            new(ChatRole.User, ""),
            new(ChatRole.Assistant, " \n"),
            new(ChatRole.User, "Two"),
            new(ChatRole.Assistant, "Three"),
            new(ChatRole.Assistant, [new TextContent(""), ArgumentsText.Call("a", "get_order", "{}")]),
            new(ChatRole.Tool, [new FunctionResultContent("a", "")]),
        ]));
        Assert.Equal(["user", "assistant", "user"], messages.Select(message => message.GetProperty("role").GetString()));
        Assert.Equal(["""{"type":"text","text":"One"}""", """{"type":"text","text":"Two"}"""], Blocks(messages[0]));
        Assert.Equal(["""{"type":"text","text":"Three"}""", """{"type":"tool_use","id":"a","name":"get_order","input":{}}"""], Blocks(messages[1]));
        Assert.Equal("a", Assert.Single(messages[2].GetProperty("content").EnumerateArray()).GetProperty("tool_use_id").GetString());
    }

    [Fact]
    public async Task Every_call_gets_one_result_and_no_result_stands_without_its_call()
    {
        var messages = Messages(await SendAsync(
        [
            new(ChatRole.User, "Go"),
            new(ChatRole.Tool, [new FunctionResultContent("nobody", "lost")]),
            new(ChatRole.Assistant, [ArgumentsText.Call("a", "get_order", "{}"), ArgumentsText.Call("b", "get_order", "{}")]),
            new(ChatRole.Tool, [new FunctionResultContent("b", "1")]),
            new(ChatRole.Tool, [new FunctionResultContent("b", "again"), new FunctionResultContent("c", "lost")]),
            new(ChatRole.Assistant, [ArgumentsText.Call("d", "get_order", "{}")]),
            new(ChatRole.Assistant, "Well."),
            new(ChatRole.Assistant, [ArgumentsText.Call("e", "get_order", "{}")]),
            new(ChatRole.User, "Stop"),
        ]));
        AssertPaired(messages);
        Assert.Equal(
            ["b", "a", "d", "e"],
            messages.SelectMany(message => message.GetProperty("content").EnumerateArray())
                .Where(block => block.GetProperty("type").GetString() == "tool_result").Select(block => block.GetProperty("tool_use_id").GetString()!));
        Assert.DoesNotContain("lost", _server.Requests.Single().GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("ca")]
    [InlineData("u")]
    [InlineData("ua")]
    public async Task A_person_begins_and_has_the_last_word(string who)
    {
        var messages = Messages(await SendAsync([.. who.Select(one => one switch
        {
            'u' => new ChatMessage(ChatRole.User, "Hi"),
            'a' => new ChatMessage(ChatRole.Assistant, "Hello "),
            _ => new ChatMessage(ChatRole.Assistant, [ArgumentsText.Call("x", "get_order", "{}")]),
        })]));
        Assert.Equal("user", messages[0].GetProperty("role").GetString());
        Assert.Equal("user", messages[^1].GetProperty("role").GetString());
        AssertPaired(messages);
    }

    [Fact]
    public async Task Half_a_character_breaks_no_request()
    {
        var request = await SendAsync([new(ChatRole.User, "a\ud800b"), new(ChatRole.Assistant, [ArgumentsText.Call("x", "y", "{\"a\":\"\ud800\"}")]), new(ChatRole.Tool, [new FunctionResultContent("x", "\udc00")])]);
        Assert.Equal("a\ufffdb", Messages(request)[0].GetProperty("content")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task Options_go_out_with_tools_and_choice()
    {
        var request = await SendAsync(Person("x"), new()
        {
            Instructions = "Be brief.",
            Tools = [GetOrder],
            ToolMode = ChatToolMode.RequireSpecific("get_order"),
            Temperature = 0.7f,
            MaxOutputTokens = 300,
            AllowMultipleToolCalls = false,
        });
        var tool = Assert.Single(request.GetProperty("tools").EnumerateArray());
        Assert.Equal(("get_order", "Reads one order."), (tool.GetProperty("name").GetString(), tool.GetProperty("description").GetString()));
        Assert.True(JsonElement.DeepEquals(GetOrder.JsonSchema, tool.GetProperty("input_schema")));
        Assert.Equal("m-1", request.GetProperty("model").GetString());
        Assert.Equal("Be brief.", request.GetProperty("system").GetString());
        Assert.Equal("0.7", request.GetProperty("temperature").GetRawText());
        Assert.Equal(300, request.GetProperty("max_tokens").GetInt32());
        Assert.True(request.GetProperty("stream").GetBoolean());
        var choice = request.GetProperty("tool_choice");
        Assert.Equal(("tool", "get_order", true), (choice.GetProperty("type").GetString(), choice.GetProperty("name").GetString(), choice.GetProperty("disable_parallel_tool_use").GetBoolean()));
    }

    [Theory]
    [InlineData("auto", null, """{"type":"auto"}""")]
    [InlineData("auto", true, """{"type":"auto","disable_parallel_tool_use":false}""")]
    [InlineData("auto", false, """{"type":"auto","disable_parallel_tool_use":true}""")]
    [InlineData("any", false, """{"type":"any","disable_parallel_tool_use":true}""")]
    [InlineData("none", false, """{"type":"none"}""")]
    [InlineData("", false, """{"type":"auto","disable_parallel_tool_use":true}""")]
    [InlineData("", null, null)]
    public async Task Tool_modes_become_tool_choices(string mode, bool? several, string? expected)
    {
        var request = await SendAsync(Person("x"), new()
        {
            Tools = [GetOrder],
            AllowMultipleToolCalls = several,
            ToolMode = mode switch { "auto" => ChatToolMode.Auto, "none" => ChatToolMode.None, "any" => ChatToolMode.RequireAny, _ => null },
        });
        Assert.Equal(expected is not null, request.TryGetProperty("tool_choice", out var choice));
        if (expected is null) return;
        using var wanted = JsonDocument.Parse(expected);
        Assert.True(JsonElement.DeepEquals(wanted.RootElement, choice), choice.GetRawText());
    }

    [Fact]
    public async Task Without_tools_nothing_is_said_about_them_nor_about_what_was_not_set()
    {
        var request = await SendAsync(Person("x"), new() { ToolMode = ChatToolMode.Auto, AllowMultipleToolCalls = true });
        Assert.Equal(["max_tokens", "messages", "model", "stream"], request.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal));
        Assert.Equal(AnthropicChatClient.DefaultMaxOutputTokens, request.GetProperty("max_tokens").GetInt32());
    }

    [Fact]
    public async Task A_history_with_calls_and_no_tools_names_those_tools_and_lets_none_be_called()
    {
        var request = await SendAsync(
        [
            new(ChatRole.User, "Go"),
            new(ChatRole.Assistant, [ArgumentsText.Call("a", "get_order", "{}"), ArgumentsText.Call("b", "get_order", "{}"), ArgumentsText.Call("c", "find_customer", "{}")]),
            new(ChatRole.Tool, [new FunctionResultContent("a", "1"), new FunctionResultContent("b", "2"), new FunctionResultContent("c", "3")]),
        ]);
        Assert.Equal(["get_order", "find_customer"], request.GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("name").GetString()));
        Assert.Equal("""{"type":"none"}""", request.GetProperty("tool_choice").GetRawText());
    }

    [Fact]
    public async Task The_output_limit_of_the_settings_is_sent()
    {
        using var client = new AnthropicChatClient(new() { Endpoint = _server.Endpoint, Name = "m-1", MaxOutputTokens = 64000 });
        await client.GetResponseAsync(Person("x"));
        Assert.Equal(64000, _server.Requests.Single().GetProperty("max_tokens").GetInt32());
    }

    [Theory]
    [InlineData(1.7f, "1")]
    [InlineData(-1f, "0")]
    public async Task A_temperature_of_another_scale_stays_within_this_one(float given, string expected) =>
        Assert.Equal(expected, (await SendAsync(Person("x"), new() { Temperature = given })).GetProperty("temperature").GetRawText());

    [Fact]
    public async Task The_key_goes_in_both_headers_to_a_server_of_ones_own()
    {
        using var client = new AnthropicChatClient(new() { Endpoint = _server.Endpoint + "/", Name = "m-1", ApiKey = $" {Key}\n" });
        await client.GetResponseAsync(Person("x"));
        var headers = _server.Headers.Single();
        Assert.Equal((Key, $"Bearer {Key}"), (headers["x-api-key"].ToString(), headers.Authorization.ToString()));
        Assert.NotEmpty(headers["anthropic-version"].ToString());
    }

    [Theory]
    [InlineData("ANTHROPIC_API_KEY")]
    [InlineData("ANTHROPIC_AUTH_TOKEN")]
    public async Task A_server_without_keys_gets_none_not_even_one_that_lies_about(string variable)
    {
        var before = Environment.GetEnvironmentVariable(variable);
        Environment.SetEnvironmentVariable(variable, Key); // of this process; every other test brings a key of its own
        try
        {
            using var client = new AnthropicChatClient(new() { Endpoint = _server.Endpoint[..^3], Name = "m-1" });
            await client.GetResponseAsync(Person("x"));
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, before);
        }

        Assert.False(_server.Headers.Single().ContainsKey("Authorization"));
        Assert.False(_server.Headers.Single().ContainsKey("x-api-key"));
    }

    private static ChatMessage[] Person(string text) => [new(ChatRole.User, text)];

    private static List<JsonElement> Messages(JsonElement request) => [.. request.GetProperty("messages").EnumerateArray()];

    private static IEnumerable<string> Blocks(JsonElement message) => message.GetProperty("content").EnumerateArray().Select(block => block.GetRawText());

    /// <summary>The rules of the API: turns alternate, nothing is empty, and the results of a message's calls stand first in the next one.</summary>
    private static void AssertPaired(List<JsonElement> messages)
    {
        for (var i = 0; i < messages.Count; i++)
        {
            Assert.Equal(i % 2 == 0 ? "user" : "assistant", messages[i].GetProperty("role").GetString());
            var blocks = messages[i].GetProperty("content").EnumerateArray().ToList();
            Assert.NotEmpty(blocks);
            Assert.DoesNotContain(blocks, block => block.TryGetProperty("text", out var text) && string.IsNullOrWhiteSpace(text.GetString()));
            var results = blocks.TakeWhile(block => block.TryGetProperty("tool_use_id", out _)).Select(block => block.GetProperty("tool_use_id").GetString()).ToList();
            Assert.Equal(blocks.Count(block => block.TryGetProperty("tool_use_id", out _)), results.Count);
            var calls = i == 0 ? [] : messages[i - 1].GetProperty("content").EnumerateArray().Where(block => block.TryGetProperty("input", out _)).Select(block => block.GetProperty("id").GetString()).ToList();
            Assert.Equal(calls.Order(), results.Order());
        }
    }

    private async Task<JsonElement> InputOf(string arguments)
    {
        var request = await SendAsync([new(ChatRole.User, "x"), new(ChatRole.Assistant, [ArgumentsText.Call("a", "get_order", arguments)]), new(ChatRole.Tool, [new FunctionResultContent("a", "{}")])]);
        return Messages(request)[1].GetProperty("content")[0].GetProperty("input");
    }

    private async Task<JsonElement> SendAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null)
    {
        using var client = new AnthropicChatClient(new() { Provider = ModelProvider.Anthropic, Endpoint = _server.Endpoint, Name = "m-1", ApiKey = Key });
        await client.GetResponseAsync(messages, options);
        return _server.Requests.Single();
    }
}
