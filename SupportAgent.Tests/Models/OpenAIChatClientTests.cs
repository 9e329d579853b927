using System.Net;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SupportAgent.Domain.Models;
using Xunit;

namespace SupportAgent.Tests.Models;

public sealed class OpenAIChatClientTests : IAsyncLifetime
{
    private const string Key = "sk-canary-1234567890";

    private FakeOpenAIServer _server = null!; // made before each test
    private OpenAIChatClient _client = null!;

    public async Task InitializeAsync()
    {
        _server = await FakeOpenAIServer.StartAsync();
        _client = new OpenAIChatClient(new() { Provider = ModelProvider.OpenAI, Endpoint = _server.Endpoint, Name = "m-1", ApiKey = Key });
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public async Task Text_comes_as_it_arrives_whatever_the_pieces(int pieceSize)
    {
        _server.Stream(["""{"role":"assistant","content":"Grüße, "}""", """{"content":"it is "}""", """{"content":"**processed** 📦."}"""], pieceSize: pieceSize);
        var updates = await StreamAsync();
        Assert.Equal(["Grüße, ", "it is ", "**processed** 📦."], updates.Select(update => update.Text).Where(text => text.Length > 0));
        Assert.Equal(ChatFinishReason.Stop, updates[^1].FinishReason);
    }

    [Fact]
    public async Task The_collected_answer_has_text_usage_model_and_finish_reason()
    {
        _server.Stream(["""{"content":"Hello."}"""]);
        var response = await _client.GetResponseAsync(Person("Hi"));
        Assert.Equal("Hello.", response.Text);
        Assert.Equal("m-1", response.ModelId);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        Assert.Equal((7, 5, 12), (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount, response.Usage.TotalTokenCount));
        Assert.Single(response.Messages);
    }

    [Fact]
    public async Task Two_calls_whose_fragments_are_mixed_are_put_together_by_index()
    {
        _server.Stream(
            [
                """{"content":"Let me look. "}""",
                """{"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"get_order","arguments":""}}]}""",
                """{"tool_calls":[{"index":1,"id":"b","type":"function","function":{"name":"get_order_status","arguments":"{\"order_id\""}}]}""",
                """{"tool_calls":[{"index":0,"function":{"arguments":"{\"order_id\":\"#W"}}]}""",
                """{"tool_calls":[{"index":1,"function":{"arguments":":\"#W2\"}"}},{"index":0,"function":{"arguments":"1\"}"}}]}""",
            ],
            "tool_calls");
        var response = await _client.GetResponseAsync(Person("Both"));
        Assert.Equal("Let me look. ", response.Text);
        Assert.Equal(
            [("a", "get_order", """{"order_id":"#W1"}"""), ("b", "get_order_status", """{"order_id":"#W2"}""")],
            Calls(response).Select(call => (call.CallId, call.Name, ArgumentsText.Of(call))));
        Assert.Equal("#W1", Calls(response)[0].Arguments!["order_id"]!.ToString());
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
    }

    [Fact]
    public async Task Calls_that_all_say_index_0_are_told_apart_by_their_id()
    {
        _server.Stream(
            [
                """{"tool_calls":[{"index":0,"id":"a","function":{"name":"x","arguments":"{"}}]}""",
                """{"tool_calls":[{"index":0,"id":"a","function":{"name":"x","arguments":"}"}}]}""",
                """{"tool_calls":[{"index":0,"id":"b","function":{"name":"y","arguments":"{}"}}]}""",
            ],
            "tool_calls");
        var calls = Calls(await _client.GetResponseAsync(Person("Both")));
        Assert.Equal([("a", "x", "{}"), ("b", "y", "{}")], calls.Select(call => (call.CallId, call.Name, ArgumentsText.Of(call))));
    }

    [Fact]
    public async Task A_call_without_id_and_name_gets_an_id_and_is_not_lost()
    {
        _server.Stream(["""{"tool_calls":[{"index":0,"function":{"arguments":"{}"}}]}"""], "tool_calls");
        var call = Assert.Single(Calls(await _client.GetResponseAsync(Person("x"))));
        Assert.NotEmpty(call.CallId);
        Assert.Equal("", call.Name);
    }

    [Theory]
    [InlineData("""{"amount":12""")]
    [InlineData("[1]")]
    [InlineData("""{"a":1}{"a":2}""")]
    [InlineData("")]
    [InlineData("{'a':1}")]
    [InlineData("""{"\ud800":1}""")]
    public async Task Arguments_that_are_no_object_keep_their_text_and_stay_unparsed(string text)
    {
        _server.Stream(["{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"x\",\"arguments\":" + JsonSerializer.Serialize(text) + "}}]}"], "tool_calls");
        var call = Assert.Single(Calls(await _client.GetResponseAsync(Person("x"))));
        Assert.Null(call.Arguments);
        Assert.Equal(text, call.AdditionalProperties![ArgumentsText.Key]);
    }

    [Fact]
    public async Task A_double_key_stays_visible_in_the_text()
    {
        const string text = """{"amount":1,"amount":9999}""";
        _server.Stream(["{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"x\",\"arguments\":" + JsonSerializer.Serialize(text) + "}}]}"], "tool_calls");
        Assert.Equal(text, ArgumentsText.Of(Assert.Single(Calls(await _client.GetResponseAsync(Person("x"))))));
    }

    [Fact]
    public async Task A_refusal_without_calls_is_an_error_content()
    {
        _server.Stream(["""{"role":"assistant","refusal":"I can't "}""", """{"refusal":"help with that."}"""]);
        var response = await _client.GetResponseAsync(Person("x"));
        var refusal = Assert.Single(response.Messages.Single().Contents.OfType<ErrorContent>());
        Assert.Equal(("I can't help with that.", "Refusal"), (refusal.Message, refusal.ErrorCode));
        Assert.Equal(ChatFinishReason.ContentFilter, response.FinishReason);
    }

    [Fact]
    public async Task A_call_beside_a_refusal_does_not_finish_like_one_to_run()
    {
        _server.Stream(["""{"refusal":"No."}""", """{"tool_calls":[{"index":0,"id":"a","function":{"name":"x","arguments":"{}"}}]}"""], "tool_calls");
        Assert.Equal(ChatFinishReason.ContentFilter, (await _client.GetResponseAsync(Person("x"))).FinishReason);
    }

    [Theory]
    [InlineData("length", "length")]
    [InlineData("content_filter", "content_filter")]
    [InlineData("tool_calls", "tool_calls")]
    public async Task Finish_reasons_are_kept(string wire, string expected)
    {
        _server.Stream(["""{"content":"x"}"""], wire);
        Assert.Equal(expected, (await _client.GetResponseAsync(Person("x"))).FinishReason!.Value.Value);
    }

    [Fact]
    public async Task A_stream_that_ends_early_has_no_finish_reason_and_keeps_half_a_call()
    {
        _server.Stream(["""{"tool_calls":[{"index":0,"id":"a","function":{"name":"x","arguments":"{\"amo"}}]}"""], finish: null);
        var response = await _client.GetResponseAsync(Person("x"));
        Assert.Null(response.FinishReason);
        Assert.Equal("{\"amo", ArgumentsText.Of(Assert.Single(Calls(response))));
    }

    [Fact]
    public async Task A_cut_connection_throws_after_the_text_that_came()
    {
        var seen = new TaskCompletionSource();
        _server.StreamAndCut("""{"content":"Half an "}""", seen.Task);
        var text = "";
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await foreach (var update in _client.GetStreamingResponseAsync(Person("x")))
            {
                text += update.Text;
                seen.TrySetResult();
            }
        });
        Assert.Equal("Half an ", text);
    }

    [Fact]
    public async Task A_refused_key_is_told_without_the_key()
    {
        _server.Refuse(401, $"Incorrect API key provided: {Key}.");
        var fault = await Assert.ThrowsAnyAsync<HttpRequestException>(() => _client.GetResponseAsync(Person("x")));
        Assert.Equal(HttpStatusCode.Unauthorized, fault.StatusCode);
        Assert.Contains("Incorrect API key provided", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, fault.ToString(), StringComparison.Ordinal);
        Assert.Equal($"Bearer {Key}", Assert.Single(_server.Keys));
    }

    [Fact]
    public async Task The_history_goes_out_with_calls_results_and_raw_arguments()
    {
        _server.Stream(["""{"content":"Done."}"""]);
        await _client.GetResponseAsync(
        [
            new(ChatRole.System, "Be brief."),
            new(ChatRole.User, "Where is it?"),
            new(ChatRole.Assistant, [new TextContent("Looking."), ArgumentsText.Call("a", "get_order", "{not json"), new FunctionCallContent("b", "odd name!", new Dictionary<string, object?> { ["n"] = 1 })]),
            new(ChatRole.Tool, [new FunctionResultContent("a", """{"error":"invalid_json"}"""), new FunctionResultContent("b", new { found = true })]),
            new(ChatRole.Assistant, [new ErrorContent("I can't.") { ErrorCode = "Refusal" }]),
        ]);
        var messages = _server.Requests.Single().GetProperty("messages").EnumerateArray().ToList();
        Assert.Equal(["system", "user", "assistant", "tool", "tool", "assistant"], messages.Select(message => message.GetProperty("role").GetString()));
        Assert.Contains("Looking.", messages[2].GetProperty("content").ToString(), StringComparison.Ordinal);
        Assert.Equal(
            [("a", "get_order", "{not json"), ("b", "odd_name_", """{"n":1}""")],
            messages[2].GetProperty("tool_calls").EnumerateArray().Select(call => (
                call.GetProperty("id").GetString()!,
                call.GetProperty("function").GetProperty("name").GetString()!,
                call.GetProperty("function").GetProperty("arguments").GetString()!)));
        Assert.Equal(("a", """{"error":"invalid_json"}"""), (messages[3].GetProperty("tool_call_id").GetString(), messages[3].GetProperty("content").GetString()));
        Assert.Equal("""{"found":true}""", messages[4].GetProperty("content").GetString());
        Assert.Equal("I can't.", messages[5].GetProperty("content").GetString());
    }

    [Fact]
    public async Task Options_go_out_with_tools_and_choice()
    {
        _server.Stream(["""{"content":"Done."}"""]);
        var tool = AIFunctionFactory.Create((string order_id) => order_id, "get_order", "Reads one order.");
        await _client.GetResponseAsync(Person("x"), new()
        {
            Instructions = "Be brief.",
            Tools = [tool],
            ToolMode = ChatToolMode.RequireSpecific("get_order"),
            Temperature = 0.5f,
            MaxOutputTokens = 300,
            AllowMultipleToolCalls = false,
        });
        var request = _server.Requests.Single();
        var function = request.GetProperty("tools")[0].GetProperty("function");
        Assert.Equal(("get_order", "Reads one order."), (function.GetProperty("name").GetString(), function.GetProperty("description").GetString()));
        Assert.True(function.GetProperty("parameters").GetProperty("properties").TryGetProperty("order_id", out _));
        Assert.Equal("get_order", request.GetProperty("tool_choice").GetProperty("function").GetProperty("name").GetString());
        Assert.Equal("system", request.GetProperty("messages")[0].GetProperty("role").GetString());
        Assert.Equal(0.5, request.GetProperty("temperature").GetDouble());
        Assert.Equal(300, request.GetProperty("max_completion_tokens").GetInt32());
        Assert.False(request.GetProperty("parallel_tool_calls").GetBoolean());
        Assert.True(request.GetProperty("stream").GetBoolean());
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("none")]
    [InlineData("required")]
    public async Task Tool_modes_become_tool_choices(string choice)
    {
        _server.Stream(["""{"content":"Done."}"""]);
        var tool = AIFunctionFactory.Create(() => 1, "one");
        var mode = choice switch { "auto" => ChatToolMode.Auto, "none" => ChatToolMode.None, _ => (ChatToolMode)ChatToolMode.RequireAny };
        await _client.GetResponseAsync(Person("x"), new() { Tools = [tool], ToolMode = mode });
        Assert.Equal(choice, _server.Requests.Single().GetProperty("tool_choice").GetString());
    }

    [Fact]
    public async Task Without_tools_nothing_is_said_about_them()
    {
        _server.Stream(["""{"content":"Done."}"""]);
        await _client.GetResponseAsync(Person("x"), new() { ToolMode = ChatToolMode.Auto, AllowMultipleToolCalls = true });
        Assert.False(_server.Requests.Single().TryGetProperty("tool_choice", out _));
        Assert.False(_server.Requests.Single().TryGetProperty("parallel_tool_calls", out _));
    }

    private static ChatMessage[] Person(string text) => [new(ChatRole.User, text)];

    private static List<FunctionCallContent> Calls(ChatResponse response) =>
        response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().ToList();

    private async Task<List<ChatResponseUpdate>> StreamAsync()
    {
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in _client.GetStreamingResponseAsync(Person("x")))
            updates.Add(update);
        return updates;
    }
}
