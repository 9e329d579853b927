using System.Text.Json;
using Microsoft.Extensions.AI;
using SupportAgent.Domain.Models;
using SupportAgent.Domain.Models.OpenAIResponses;
using Xunit;

namespace SupportAgent.Tests.Models.OpenAIResponses;

/// <summary>What goes out on the wire.</summary>
public sealed class OpenAIResponsesRequestTests : IAsyncLifetime
{
    private static readonly AIFunctionDeclaration Lookup = Function("get_order", """
        {"type":"object","properties":{"order_id":{"type":"string","maxLength":20,"description":"Its number."},"tracking":{"type":"boolean","default":false}},"required":["order_id"],"additionalProperties":false}
        """);

    private FakeResponsesServer _server = null!; // made before each test
    private OpenAIResponsesChatClient _client = null!;

    public async Task InitializeAsync()
    {
        _server = await FakeResponsesServer.StartAsync();
        _client = new OpenAIResponsesChatClient(new() { Provider = ModelProvider.OpenAIResponses, Endpoint = _server.Endpoint, Name = "m-1" });
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Nothing_is_stored_at_the_server_and_reasoning_is_asked_for_sealed()
    {
        var request = await SentAsync([new(ChatRole.User, "Hi")]);
        Assert.False(request.GetProperty("store").GetBoolean());
        Assert.True(request.GetProperty("stream").GetBoolean());
        Assert.Equal("m-1", request.GetProperty("model").GetString());
        Assert.Equal("reasoning.encrypted_content", Assert.Single(request.GetProperty("include").EnumerateArray()).GetString());
        Assert.False(request.TryGetProperty("previous_response_id", out _));
        Assert.False(request.TryGetProperty("instructions", out _));
        Assert.False(request.TryGetProperty("tools", out _));
    }

    [Fact]
    public async Task The_history_goes_out_as_items_in_order_each_output_with_the_id_of_its_call()
    {
        var request = await SentAsync(
        [
            new(ChatRole.System, "Be brief."),
            new(ChatRole.User, "Where is it?"),
            new(ChatRole.Assistant, [new TextContent("Looking."), ArgumentsText.Call("a", "get_order", "{not json"), new FunctionCallContent("b", "odd name!", new Dictionary<string, object?> { ["n"] = 1 }), ArgumentsText.Call("c", "", " ")]),
            new(ChatRole.Tool, [new FunctionResultContent("a", """{"error":"invalid_json"}"""), new FunctionResultContent("b", new { found = true }), new FunctionResultContent("c", null)]),
            new(ChatRole.Assistant, [new ErrorContent("I can't.") { ErrorCode = "Refusal" }]),
            new(ChatRole.System, "It is late."),
            new(ChatRole.User, "And now?"),
        ]);
        Assert.Equal("Be brief.", request.GetProperty("instructions").GetString());
        Assert.Equal(
            [
                """user: [{"type":"input_text","text":"Where is it?"}]""",
                """assistant: [{"type":"output_text","text":"Looking.","annotations":[]}]""",
                "call a get_order {not json",
                """call b odd_name_ {"n":1}""",
                "call c unnamed {}",
                """output a {"error":"invalid_json"}""",
                """output b {"found":true}""",
                "output c ",
                """assistant: [{"type":"refusal","refusal":"I can't."}]""",
                """system: [{"type":"input_text","text":"It is late."}]""",
                """user: [{"type":"input_text","text":"And now?"}]""",
            ],
            request.GetProperty("input").EnumerateArray().Select(Told));
    }

    [Fact]
    public async Task Sealed_reasoning_comes_with_its_round_and_goes_back_before_it_without_an_id()
    {
        _server.Stream(Event.Created, Event.Reasoning(0, "sealed-1", "I look it up."), Event.Text("Looking.", place: 1), Event.WholeCall(2, "a", "get_order", "{}"), Event.Completed());
        var response = await _client.GetResponseAsync([new(ChatRole.User, "Where?")], new() { Tools = [Lookup] });
        Assert.Equal("Looking.", response.Text); // what it thinks is not what it says

        var request = await SentAsync([new(ChatRole.User, "Where?"), .. response.Messages, new(ChatRole.Tool, [new FunctionResultContent("a", "{}")])]);
        var items = request.GetProperty("input").EnumerateArray().ToList();
        Assert.Equal(["message", "reasoning", "message", "function_call", "function_call_output"], items.Select(x => x.GetProperty("type").GetString()));
        Assert.Equal("sealed-1", items[1].GetProperty("encrypted_content").GetString());
        Assert.Equal("I look it up.", items[1].GetProperty("summary")[0].GetProperty("text").GetString());
        Assert.False(items[1].TryGetProperty("id", out _));
    }

    [Fact]
    public async Task Reasoning_that_is_not_sealed_stays_out()
    {
        var request = await SentAsync([new(ChatRole.Assistant, [new TextReasoningContent("Hm."), new TextContent("Hi.")]), new(ChatRole.User, "Hi")]);
        Assert.Equal(["message", "message"], request.GetProperty("input").EnumerateArray().Select(x => x.GetProperty("type").GetString()));
    }

    [Fact]
    public async Task A_model_without_reasoning_is_asked_again_without_it_once_and_for_all()
    {
        _server.Refuse(400, "Encrypted content is not supported with this model.", "invalid_request_error");
        _server.Stream(Event.Created, Event.Text("Hello."), Event.Completed());
        Assert.Equal("Hello.", (await _client.GetResponseAsync([new(ChatRole.User, "Hi")])).Text);
        await SentAsync([new(ChatRole.User, "Hi")]);
        Assert.Equal([true, false, false], _server.Requests.Select(x => x.TryGetProperty("include", out _)));
    }

    [Fact]
    public async Task Another_refusal_is_not_asked_again()
    {
        _server.Refuse(400, "There is no such model.", "invalid_request_error");
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => _client.GetResponseAsync([new(ChatRole.User, "Hi")]));
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task A_tool_goes_out_flat_and_strict()
    {
        var request = await SentAsync([new(ChatRole.User, "Hi")], new() { Tools = [Lookup], ToolMode = ChatToolMode.Auto, AllowMultipleToolCalls = true });
        var tool = Assert.Single(request.GetProperty("tools").EnumerateArray());
        Assert.Equal(("function", "get_order", "Does get_order."), (Text(tool, "type"), Text(tool, "name"), Text(tool, "description")));
        Assert.True(tool.GetProperty("strict").GetBoolean());
        var parameters = tool.GetProperty("parameters");
        Assert.Equal(["order_id", "tracking"], parameters.GetProperty("required").EnumerateArray().Select(x => x.GetString()));
        Assert.False(parameters.GetProperty("additionalProperties").GetBoolean());
        Assert.Equal("""["boolean","null"]""", parameters.GetProperty("properties").GetProperty("tracking").GetProperty("type").GetRawText());
        Assert.True(request.GetProperty("parallel_tool_calls").GetBoolean());
    }

    [Fact]
    public async Task A_tool_with_free_fields_goes_out_as_it_is_and_says_that_it_is_not_strict()
    {
        var request = await SentAsync([new(ChatRole.User, "Hi")], new() { Tools = [Function("free", """{"type":"object","properties":{"x":{"type":"object"}}}""")] });
        var tool = Assert.Single(request.GetProperty("tools").EnumerateArray());
        Assert.False(tool.GetProperty("strict").GetBoolean());
        Assert.Equal("""{"type":"object","properties":{"x":{"type":"object"}}}""", tool.GetProperty("parameters").GetRawText());
    }

    [Fact]
    public async Task Null_for_what_is_left_out_is_left_out_of_the_call()
    {
        _server.Stream(Event.Created, Event.WholeCall(0, "a", "get_order", """{"order_id":"#W1","tracking":null}"""), Event.Completed());
        var response = await _client.GetResponseAsync([new(ChatRole.User, "Where?")], new() { Tools = [Lookup] });
        Assert.Equal("""{"order_id":"#W1"}""", ArgumentsText.Of(response.Messages.SelectMany(x => x.Contents).OfType<FunctionCallContent>().Single()));
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("none")]
    [InlineData("required")]
    public async Task Tool_modes_become_tool_choices(string choice)
    {
        var mode = choice switch { "auto" => ChatToolMode.Auto, "none" => ChatToolMode.None, _ => (ChatToolMode)ChatToolMode.RequireAny };
        var request = await SentAsync([new(ChatRole.User, "Hi")], new() { Tools = [Lookup], ToolMode = mode });
        Assert.Equal(choice, request.GetProperty("tool_choice").GetString());
    }

    [Fact]
    public async Task One_required_function_and_the_other_options_go_out()
    {
        var request = await SentAsync([new(ChatRole.System, "Be kind."), new(ChatRole.User, "Hi")], new()
        {
            Instructions = "Be brief.",
            Tools = [Lookup],
            ToolMode = ChatToolMode.RequireSpecific("get_order"),
            AllowMultipleToolCalls = false,
            Temperature = 0.5f,
            MaxOutputTokens = 300,
        });
        Assert.Equal(("function", "get_order"), (Text(request.GetProperty("tool_choice"), "type"), Text(request.GetProperty("tool_choice"), "name")));
        Assert.False(request.GetProperty("parallel_tool_calls").GetBoolean());
        Assert.Equal("Be brief.\n\nBe kind.", request.GetProperty("instructions").GetString());
        Assert.Equal(0.5, request.GetProperty("temperature").GetDouble());
        Assert.Equal(300, request.GetProperty("max_output_tokens").GetInt32());
    }

    [Fact]
    public async Task Without_tools_nothing_is_said_about_them()
    {
        var request = await SentAsync([new(ChatRole.User, "Hi")], new() { ToolMode = ChatToolMode.Auto, AllowMultipleToolCalls = true });
        Assert.False(request.TryGetProperty("tool_choice", out _));
        Assert.False(request.TryGetProperty("parallel_tool_calls", out _));
    }

    private static AIFunctionDeclaration Function(string name, string schema)
    {
        using var document = JsonDocument.Parse(schema);
        return AIFunctionFactory.CreateDeclaration(name, $"Does {name}.", document.RootElement.Clone());
    }

    private static string? Text(JsonElement of, string property) => of.GetProperty(property).GetString();

    private static string Told(JsonElement item) => Text(item, "type") switch
    {
        "message" => $"{Text(item, "role")}: {JsonSerializer.Serialize(item.GetProperty("content"), JsonSerializerOptions.Web).Replace("\\u0027", "'", StringComparison.Ordinal)}",
        "function_call" => $"call {Text(item, "call_id")} {Text(item, "name")} {Text(item, "arguments")}",
        "function_call_output" => $"output {Text(item, "call_id")} {Text(item, "output")}",
        var other => other!,
    };

    // the request that these messages become
    private async Task<JsonElement> SentAsync(ChatMessage[] messages, ChatOptions? options = null)
    {
        _server.Stream(Event.Created, Event.Text("Done."), Event.Completed());
        await _client.GetResponseAsync(messages, options);
        return _server.Requests.Last();
    }
}
