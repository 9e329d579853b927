using System.Net;
using Microsoft.Extensions.AI;
using SupportAgent.Domain.Models;
using SupportAgent.Domain.Models.Anthropic;
using Xunit;
using static SupportAgent.Tests.Models.FakeAnthropicServer;

namespace SupportAgent.Tests.Models;

/// <summary>What comes back from a server.</summary>
public sealed class AnthropicChatClientTests : IAsyncLifetime
{
    private const string Key = "sk-ant-canary-1234567890";

    private FakeAnthropicServer _server = null!; // made before each test
    private AnthropicChatClient _client = null!;

    public async Task InitializeAsync()
    {
        _server = await StartAsync();
        _client = new AnthropicChatClient(new() { Provider = ModelProvider.Anthropic, Endpoint = _server.Endpoint, Name = "m-1", ApiKey = Key });
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10000)]
    public async Task Text_comes_as_it_arrives_whatever_the_pieces(int pieceSize)
    {
        _server.Stream(Begin() + Event("""{"type":"ping"}""") + Says(0, "Grüße, ", "it is ", "**processed** 📦.") + End("end_turn"), pieceSize);
        var updates = await StreamAsync();
        Assert.Equal(["Grüße, ", "it is ", "**processed** 📦."], updates.Select(update => update.Text).Where(text => text.Length > 0));
        Assert.Equal(ChatFinishReason.Stop, updates[^1].FinishReason);
    }

    [Fact]
    public async Task The_collected_answer_has_text_usage_model_and_finish_reason()
    {
        _server.Stream(Begin() + Says(0, "Hello.") + End("end_turn"));
        var response = await AskAsync();
        Assert.Equal("Hello.", response.Text);
        Assert.Equal("m-1", response.ModelId);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        Assert.Equal((7, 5, 12), (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount, response.Usage.TotalTokenCount));
        Assert.Single(response.Messages);
    }

    [Fact]
    public async Task Tokens_are_counted_once_though_the_server_repeats_them_and_those_of_the_cache_count_as_input()
    {
        _server.Stream(
            Event("""{"type":"message_start","message":{"model":"m-1","usage":{"input_tokens":10,"cache_read_input_tokens":200,"cache_creation_input_tokens":30,"output_tokens":2}}}""") +
            Event("""{"type":"message_delta","delta":{"stop_reason":null},"usage":{"input_tokens":10,"cache_read_input_tokens":200,"cache_creation_input_tokens":30,"output_tokens":20}}""") +
            Event("""{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"input_tokens":10,"cache_read_input_tokens":200,"cache_creation_input_tokens":30,"output_tokens":50}}"""));
        var usage = (await AskAsync()).Usage!;
        Assert.Equal((240, 50, 290, 200), (usage.InputTokenCount, usage.OutputTokenCount, usage.TotalTokenCount, usage.CachedInputTokenCount));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"output_tokens":-5}""")]
    [InlineData("""{"output_tokens":"many"}""")]
    public async Task Nonsense_about_tokens_breaks_no_answer(string usage)
    {
        _server.Stream(
            Event($$$"""{"type":"message_start","message":{"usage":{{{usage}}}}}""") + Says(0, "Hello.") +
            Event($$$"""{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{{{usage}}}}"""));
        var response = await AskAsync();
        Assert.Equal("Hello.", response.Text);
        Assert.Equal(0, response.Usage?.TotalTokenCount ?? 0);
    }

    [Fact]
    public async Task One_call_is_put_together_from_its_fragments()
    {
        _server.Stream(Begin() + Call(0, "a", "get_order", "", "{\"order", "_id\": \"#W", "1\"}") + End("tool_use"));
        var response = await AskAsync();
        var call = Assert.Single(Calls(response));
        Assert.Equal(("a", "get_order", """{"order_id": "#W1"}"""), (call.CallId, call.Name, ArgumentsText.Of(call)));
        Assert.Equal("#W1", call.Arguments!["order_id"]!.ToString());
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(11)]
    public async Task Two_calls_beside_text_whose_fragments_are_mixed_are_put_together_by_index(int pieceSize)
    {
        _server.Stream(
            Begin() + Says(0, "Let me look. ") + CallBegin(1, "a", "get_order") + CallBegin(2, "b", "get_order_status") +
            CallPiece(2, "{\"order_id\"") + CallPiece(1, "{\"order_id\":\"#W") + CallPiece(2, ":\"#W2\"}") + CallPiece(1, "1\"}") + BlockEnd(2) + BlockEnd(1) + End("tool_use"),
            pieceSize);
        var response = await AskAsync();
        Assert.Equal("Let me look. ", response.Text);
        Assert.Equal(
            [("a", "get_order", """{"order_id":"#W1"}"""), ("b", "get_order_status", """{"order_id":"#W2"}""")],
            Calls(response).Select(call => (call.CallId, call.Name, ArgumentsText.Of(call))));
    }

    [Fact]
    public async Task Calls_that_all_have_index_0_are_told_apart()
    {
        _server.Stream(Begin() + Call(0, "a", "x", "{\"n\":", "1}") + Call(0, "b", "y", "{\"n\":2}") + End("tool_use"));
        Assert.Equal([("a", """{"n":1}"""), ("b", """{"n":2}""")], Calls(await AskAsync()).Select(call => (call.CallId, ArgumentsText.Of(call))));
    }

    [Fact]
    public async Task A_call_without_fragments_has_the_arguments_that_it_began_with()
    {
        _server.Stream(Begin() + CallBegin(0, "a", "x", """{"n": 1.50}""") + BlockEnd(0) + Call(1, "b", "y", "") + End("tool_use"));
        Assert.Equal(["""{"n": 1.50}""", "{}"], Calls(await AskAsync()).Select(ArgumentsText.Of));
    }

    [Theory]
    [InlineData("""{"type":"tool_use","input":{}}""")]
    [InlineData("""{"type":"tool_use","id":null,"name":null}""")]
    [InlineData("""{"type":"tool_use","id":"","name":"","input":null}""")]
    public async Task A_call_without_id_and_name_gets_an_id_and_is_not_lost(string block)
    {
        _server.Stream(Begin() + Event($$$"""{"type":"content_block_start","index":0,"content_block":{{{block}}}}""") + CallPiece(0, "{\"n\":1}") + End("tool_use"));
        var call = Assert.Single(Calls(await AskAsync()));
        Assert.NotEmpty(call.CallId);
        Assert.Equal(("", """{"n":1}"""), (call.Name, ArgumentsText.Of(call)));
    }

    [Theory]
    [InlineData("""{"amount":12""")]
    [InlineData("[1]")]
    [InlineData("""{"a":1}{"a":2}""")]
    [InlineData("{'a':1}")]
    [InlineData("""{"\ud800":1}""")]
    public async Task Arguments_that_are_no_object_keep_their_text_and_stay_unparsed(string text)
    {
        _server.Stream(Begin() + Call(0, "a", "x", text) + End("tool_use"));
        var call = Assert.Single(Calls(await AskAsync()));
        Assert.Null(call.Arguments);
        Assert.Equal(text, call.AdditionalProperties![ArgumentsText.Key]);
    }

    [Fact]
    public async Task A_double_key_stays_visible_in_the_text()
    {
        const string text = """{"amount":1,"amount":9999}""";
        _server.Stream(Begin() + Call(0, "a", "x", text) + End("tool_use"));
        Assert.Equal(text, ArgumentsText.Of(Assert.Single(Calls(await AskAsync()))));
    }

    [Theory]
    [InlineData("null", "It gave no reason.")]
    [InlineData("""{"type":"refusal","category":null,"explanation":null}""", "It gave no reason.")]
    [InlineData("""{"type":"refusal","category":"cyber","explanation":"I can't help with that."}""", "I can't help with that.")]
    public async Task A_refusal_is_an_error_content_beside_what_was_said(string details, string expected)
    {
        _server.Stream(Begin() + Says(0, "Well, ") + End("refusal", details));
        var response = await AskAsync();
        var refusal = Assert.Single(response.Messages.Single().Contents.OfType<ErrorContent>());
        Assert.Equal((expected, "Refusal"), (refusal.Message, refusal.ErrorCode));
        Assert.Equal("Well, ", response.Text);
        Assert.Equal(ChatFinishReason.ContentFilter, response.FinishReason);
    }

    [Theory]
    [InlineData("end_turn", "stop")]
    [InlineData("stop_sequence", "stop")]
    [InlineData("tool_use", "tool_calls")]
    [InlineData("max_tokens", "length")]
    [InlineData("model_context_window_exceeded", "length")]
    [InlineData("refusal", "content_filter")]
    [InlineData("pause_turn", "pause_turn")]
    [InlineData("something_new", "something_new")]
    [InlineData(" ", null)]
    public async Task Stop_reasons_become_finish_reasons_and_calls_stay_visible(string wire, string? expected)
    {
        _server.Stream(Begin() + Call(0, "a", "x", "{}") + End(wire));
        var response = await AskAsync();
        Assert.Equal(expected, response.FinishReason?.Value);
        Assert.Single(Calls(response));
    }

    [Fact]
    public async Task Blocks_and_events_that_nobody_asked_for_are_passed_over()
    {
        _server.Stream(
            Begin() +
            Event("""{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}""") +
            Event("""{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Hm."}}""") + BlockEnd(0) +
            Event("""{"type":"content_block_start","index":1,"content_block":{"type":"server_tool_use","id":"s","name":"web_search","input":{}}}""") + CallPiece(1, "{}") + BlockEnd(1) +
            Event("""{"type":"content_block_start","index":2,"content_block":{"type":"brand_new","x":1}}""") +
            Event("""{"type":"content_block_delta","index":2,"delta":{"type":"brand_new_delta","x":1}}""") + BlockEnd(2) +
            Event("""{"type":"brand_new_event"}""") + Says(3, "Hello.") + End("end_turn"));
        var response = await AskAsync();
        Assert.Equal("Hello.", response.Text);
        Assert.Empty(Calls(response));
    }

    [Fact]
    public async Task A_stream_that_ends_early_has_no_finish_reason_and_keeps_half_a_call()
    {
        _server.Stream(Begin() + CallBegin(0, "a", "x") + CallPiece(0, "{\"amo"));
        var response = await AskAsync();
        Assert.Null(response.FinishReason);
        Assert.Equal("{\"amo", ArgumentsText.Of(Assert.Single(Calls(response))));
        Assert.Equal(7, response.Usage!.InputTokenCount);
    }

    [Fact]
    public async Task A_cut_connection_throws_after_the_text_that_came()
    {
        var seen = new TaskCompletionSource();
        _server.StreamAndCut(Begin() + Says(0, "Half an "), seen.Task);
        var text = "";
        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            await foreach (var update in _client.GetStreamingResponseAsync(Person("x")))
            {
                text += update.Text;
                if (text.Length > 0) seen.TrySetResult();
            }
        });
        Assert.Equal("Half an ", text);
        Assert.Single(_server.Requests);
    }

    [Theory]
    [InlineData("overloaded_error", 529)]
    [InlineData("rate_limit_error", 429)]
    [InlineData("api_error", 500)]
    [InlineData("something_new", null)]
    public async Task An_error_event_throws_after_the_text_that_came_with_the_status_it_stands_for(string type, int? status)
    {
        _server.Stream(Begin() + Says(0, "Half an ") + Event($$$"""{"type":"error","error":{"type":"{{{type}}}","message":"No more for {{{Key}}}"}}"""));
        var text = "";
        var fault = await Assert.ThrowsAnyAsync<HttpRequestException>(async () =>
        {
            await foreach (var update in _client.GetStreamingResponseAsync(Person("x"))) text += update.Text;
        });
        Assert.Equal(("Half an ", status), (text, (int?)fault.StatusCode));
        Assert.Contains("No more for (key)", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, fault.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("event: content_block_delta\ndata: {not json " + Key + "\n\n")]
    [InlineData("event: content_block_delta\ndata: null\n\n")]
    [InlineData("event: content_block_delta\ndata: [1]\n\n")]
    [InlineData("event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":1}\n\n")]
    [InlineData("event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":1,\"delta\":\"x\"}\n\n")]
    [InlineData("event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"input_json_delta\"}}\n\n")]
    [InlineData("event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":7}}\n\n")]
    [InlineData("event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"text_delta\",\"text\":\"x\"}}\n\n")]
    [InlineData("event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"\\ud800\"}}\n\n")]
    [InlineData("event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":1,\"content_block\":7}\n\n")]
    [InlineData("event: message_delta\ndata: {\"type\":\"message_delta\"}\n\n")]
    public async Task A_malformed_event_throws_and_no_call_comes_out(string malformed)
    {
        _server.Stream(Begin() + CallBegin(1, "a", "x") + CallPiece(1, "{\"amount\":1") + malformed + CallPiece(1, "}") + End("tool_use"));
        var fault = await Assert.ThrowsAnyAsync<HttpRequestException>(() => AskAsync());
        Assert.DoesNotContain(Key, fault.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, "authentication_error")]
    [InlineData(404, "not_found_error")]
    [InlineData(429, "rate_limit_error")]
    [InlineData(500, "api_error")]
    [InlineData(529, "overloaded_error")]
    public async Task A_refused_request_is_told_once_with_its_status_and_without_the_key(int status, string type)
    {
        _server.Reply(status, $$$"""{"type":"error","error":{"type":"{{{type}}}","message":"Not with {{{Key}}}"}}""");
        var fault = await Assert.ThrowsAnyAsync<HttpRequestException>(() => AskAsync());
        Assert.Equal((HttpStatusCode)status, fault.StatusCode);
        Assert.Contains("Not with (key)", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, fault.ToString(), StringComparison.Ordinal);
        Assert.Single(_server.Requests);
    }

    [Theory]
    [InlineData(502)]
    [InlineData(404)]
    public async Task A_page_instead_of_an_error_is_told_shortened(int status)
    {
        _server.Reply(status, "<html>" + Key + new string('x', 100_000), "text/html");
        var fault = await Assert.ThrowsAnyAsync<HttpRequestException>(() => AskAsync());
        Assert.Equal((HttpStatusCode)status, fault.StatusCode);
        Assert.True(fault.Message.Length <= 1000);
        Assert.DoesNotContain(Key, fault.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html><b>Sign in</b></html>", "text/html")]
    [InlineData("""{"type":"message","content":[]}""", "application/json")]
    [InlineData("", "text/event-stream")]
    public async Task A_page_instead_of_an_answer_is_no_empty_answer(string body, string type)
    {
        _server.Reply(200, body, type);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => AskAsync());
    }

    [Theory]
    [InlineData("""{"type":"error","error":"odd"}""")]
    [InlineData("""{"error":{"message":7}}""")]
    [InlineData("[]")]
    [InlineData("")]
    public async Task An_odd_complaint_is_still_one_with_a_status(string body)
    {
        _server.Reply(400, body);
        Assert.Equal(HttpStatusCode.BadRequest, (await Assert.ThrowsAnyAsync<HttpRequestException>(() => AskAsync())).StatusCode);
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("Wed, 01 Jan 2031 00:00:30 GMT", 30)]
    [InlineData("Wed, 01 Jan 2020 00:00:00 GMT", 0)]
    [InlineData("soon", null)]
    [InlineData(null, null)]
    public async Task A_server_that_wants_to_be_left_alone_says_how_long(string? header, int? seconds)
    {
        _server.Reply(429, """{"type":"error","error":{"type":"rate_limit_error","message":"Slower"}}""", headers: x =>
        {
            x.RetryAfter = header;
            x.Date = "Wed, 01 Jan 2031 00:00:00 GMT";
        });
        var fault = await Assert.ThrowsAsync<ModelRequestException>(() => AskAsync());
        Assert.Equal((HttpStatusCode.TooManyRequests, "429: Slower"), (fault.StatusCode, fault.Message));
        Assert.Equal(seconds, (int?)fault.RetryAfter?.TotalSeconds);
    }

    [Fact]
    public async Task Nothing_comes_before_there_is_content_so_that_a_failure_till_then_can_be_tried_again()
    {
        _server.Stream(
            Begin() + Event("""{"type":"ping"}""") + Event("""{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""") +
            Event("""{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"""));
        var updates = 0;
        await Assert.ThrowsAnyAsync<HttpRequestException>(async () =>
        {
            await foreach (var _ in _client.GetStreamingResponseAsync(Person("x"))) updates++;
        });
        Assert.Equal(0, updates);
    }

    [Fact]
    public async Task Every_fragment_of_a_call_shows_that_the_answer_goes_on()
    {
        _server.Stream(Begin() + Call(0, "a", "x", "{", "\"n\":", "1", "}") + End("tool_use"));
        Assert.True((await StreamAsync()).Count >= 5);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        _server.Reply(307, "");
        Assert.Equal(HttpStatusCode.TemporaryRedirect, (await Assert.ThrowsAnyAsync<HttpRequestException>(() => AskAsync())).StatusCode);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told_as_such()
    {
        using var client = new AnthropicChatClient(new() { Endpoint = "http://127.0.0.1:9/v1", Name = "m-1", ApiKey = Key });
        var fault = await Assert.ThrowsAnyAsync<HttpRequestException>(() => client.GetResponseAsync(Person("x")));
        Assert.Equal(HttpRequestError.ConnectionError, fault.HttpRequestError);
        Assert.DoesNotContain(Key, fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_no_header_takes_is_not_told()
    {
        using var client = new AnthropicChatClient(new() { Endpoint = _server.Endpoint, Name = "m-1", ApiKey = Key + "\n" + Key });
        var fault = await Assert.ThrowsAnyAsync<HttpRequestException>(() => client.GetResponseAsync(Person("x")));
        Assert.DoesNotContain(Key, fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_ends_the_request_at_the_server()
    {
        _server.StreamAndWait(Begin() + Says(0, "Half an "));
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var update in _client.GetStreamingResponseAsync(Person("x"), cancellationToken: stop.Token))
                if (update.Text.Length > 0) await stop.CancelAsync();
        });
        await _server.Left.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Whoever_stops_reading_ends_the_request_at_the_server()
    {
        _server.StreamAndWait(Begin() + Says(0, "Half an "));
        await foreach (var update in _client.GetStreamingResponseAsync(Person("x")))
            if (update.Text.Length > 0) break;
        await _server.Left.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    private static ChatMessage[] Person(string text) => [new(ChatRole.User, text)];

    private static List<FunctionCallContent> Calls(ChatResponse response) =>
        response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().ToList();

    private Task<ChatResponse> AskAsync() => _client.GetResponseAsync(Person("x"));

    private async Task<List<ChatResponseUpdate>> StreamAsync()
    {
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in _client.GetStreamingResponseAsync(Person("x")))
            updates.Add(update);
        return updates;
    }
}
