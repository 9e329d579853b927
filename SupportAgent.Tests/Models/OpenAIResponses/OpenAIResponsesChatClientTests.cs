using System.Net;
using Microsoft.Extensions.AI;
using SupportAgent.Domain.Models;
using SupportAgent.Domain.Models.OpenAIResponses;
using Xunit;

namespace SupportAgent.Tests.Models.OpenAIResponses;

public sealed class OpenAIResponsesChatClientTests : IAsyncLifetime
{
    private const string Key = "sk-canary-1234567890";

    private FakeResponsesServer _server = null!; // made before each test
    private OpenAIResponsesChatClient _client = null!;

    public async Task InitializeAsync()
    {
        _server = await FakeResponsesServer.StartAsync();
        _client = new OpenAIResponsesChatClient(new() { Provider = ModelProvider.OpenAIResponses, Endpoint = _server.Endpoint, Name = "m-1", ApiKey = Key });
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100_000)]
    public async Task Text_comes_as_it_arrives_whatever_the_pieces(int pieceSize)
    {
        _server.StreamIn(pieceSize, Event.Created, Event.Text("Grüße, "), Event.Text("it is "), Event.Text("**processed** 📦."), Event.TextDone("Grüße, it is **processed** 📦."), Event.Completed());
        var updates = await StreamAsync();
        Assert.Equal(["Grüße, ", "it is ", "**processed** 📦."], updates.Select(x => x.Text).Where(x => x.Length > 0));
        Assert.Equal(ChatFinishReason.Stop, updates[^1].FinishReason);
    }

    [Fact]
    public async Task The_collected_answer_has_text_usage_model_and_finish_reason()
    {
        _server.Stream(Event.Created, Event.Text("Hello."), Event.Completed());
        var response = await AskAsync();
        Assert.Equal("Hello.", response.Text);
        Assert.Equal("m-1", response.ModelId);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        Assert.Equal((7, 5, 12), (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount, response.Usage.TotalTokenCount));
        Assert.Equal((4, 2), (response.Usage.CachedInputTokenCount, response.Usage.ReasoningTokenCount));
        Assert.Single(response.Messages);
    }

    [Fact]
    public async Task Text_that_comes_without_pieces_is_not_lost()
    {
        _server.Stream(Event.Created, Event.TextDone("Hello."), Event.Completed());
        Assert.Equal("Hello.", (await AskAsync()).Text);
    }

    [Fact]
    public async Task Two_messages_of_one_answer_are_two_paragraphs()
    {
        _server.Stream(Event.Created, Event.Text("Let me "), Event.Text("look."), Event.TextDone("Let me look."), Event.Text("It is there.", place: 1), Event.Completed());
        Assert.Equal("Let me look.\n\nIt is there.", (await AskAsync()).Text);
    }

    [Fact]
    public async Task One_call_is_put_together_from_its_fragments()
    {
        _server.Stream(Event.Created, Event.WholeCall(0, "call_a", "get_order", """{"order_id":"#W1 \u00e9 ü"}"""), Event.Completed());
        var response = await AskAsync();
        var call = Assert.Single(Calls(response));
        Assert.Equal(("call_a", "get_order", """{"order_id":"#W1 \u00e9 ü"}"""), (call.CallId, call.Name, ArgumentsText.Of(call)));
        Assert.Equal("#W1 é ü", call.Arguments!["order_id"]!.ToString());
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
    }

    [Fact]
    public async Task Calls_whose_fragments_are_mixed_are_put_together_by_item()
    {
        _server.Stream(
            Event.Created,
            Event.Text("Let me look."),
            Event.CallBegins(1, "fc_a", "a", "get_order"),
            Event.CallBegins(3, "fc_c", "c", "get_order"),
            Event.CallBegins(2, "fc_b", "b", "get_order_status"),
            Event.Fragment(2, "fc_b", """{"order_id" """),
            Event.Fragment(1, "fc_a", """{"order_id":"#W"""),
            Event.Fragment(3, "fc_c", "{}"),
            Event.Fragment(2, "fc_b", ":\"#W2\"}"),
            Event.Fragment(1, "fc_a", "1\"}"),
            Event.ArgumentsDone(1, "fc_a", """{"order_id":"#W1"}"""),
            Event.Completed());
        var response = await AskAsync();
        Assert.Equal("Let me look.", response.Text);
        Assert.Equal(
            [("a", "get_order", """{"order_id":"#W1"}"""), ("b", "get_order_status", """{"order_id" :"#W2"}"""), ("c", "get_order", "{}")],
            Calls(response).Select(x => (x.CallId, x.Name, ArgumentsText.Of(x))));
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
    }

    [Fact]
    public async Task Calls_that_all_say_place_0_are_told_apart_by_their_item()
    {
        _server.Stream(
            Event.Created,
            Event.CallBegins(0, "fc_a", "a", "x"), Event.CallBegins(0, "fc_b", "b", "y"),
            Event.Fragment(0, "fc_a", "{\"a\":"), Event.Fragment(0, "fc_b", "{}"), Event.Fragment(0, "fc_a", "1}"),
            Event.CallEnds(0, "fc_a", "a", "x", """{"a":1}"""), Event.CallEnds(0, "fc_b", "b", "y", "{}"),
            Event.Completed());
        Assert.Equal([("a", "x", """{"a":1}"""), ("b", "y", "{}")], Calls(await AskAsync()).Select(x => (x.CallId, x.Name, ArgumentsText.Of(x))));
    }

    [Fact]
    public async Task Calls_without_item_ids_are_told_apart_by_their_place()
    {
        _server.Stream(
            Event.Created,
            Event.CallBegins(0, "", "a", "x"), Event.CallBegins(1, "", "b", "y"),
            Event.Fragment(0, "", "{\"a\":"), Event.Fragment(1, "", "{}"), Event.Fragment(0, "", "1}"),
            Event.Completed());
        Assert.Equal([("a", "x", """{"a":1}"""), ("b", "y", "{}")], Calls(await AskAsync()).Select(x => (x.CallId, x.Name, ArgumentsText.Of(x))));
    }

    [Fact]
    public async Task A_call_that_only_comes_whole_is_not_lost()
    {
        _server.Stream(Event.Created, Event.CallEnds(0, "fc_a", "a", "x", """{"a":1}"""), Event.Completed());
        var call = Assert.Single(Calls(await AskAsync()));
        Assert.Equal(("a", "x", """{"a":1}"""), (call.CallId, call.Name, ArgumentsText.Of(call)));
    }

    [Fact]
    public async Task The_whole_arguments_count_more_than_fragments_of_which_one_was_lost()
    {
        _server.Stream(Event.Created, Event.CallBegins(0, "fc_a", "a", "x"), Event.Fragment(0, "fc_a", "{\"a\":"), Event.ArgumentsDone(0, "fc_a", """{"a":1}"""), Event.Completed());
        Assert.Equal("""{"a":1}""", ArgumentsText.Of(Assert.Single(Calls(await AskAsync()))));
    }

    [Fact]
    public async Task A_call_without_an_id_gets_one()
    {
        _server.Stream(Event.Created, Event.CallBegins(0, "fc_a", "", "x"), Event.Fragment(0, "fc_a", "{}"), Event.Completed());
        var call = Assert.Single(Calls(await AskAsync()));
        Assert.NotEmpty(call.CallId);
        Assert.Equal("x", call.Name);
    }

    [Fact]
    public async Task A_fragment_of_an_unknown_item_is_a_call_without_a_name()
    {
        _server.Stream(Event.Created, Event.Fragment(0, "fc_z", "{}"), Event.Completed());
        Assert.Equal("", Assert.Single(Calls(await AskAsync())).Name);
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
        _server.Stream(Event.Created, Event.WholeCall(0, "a", "x", text), Event.Completed());
        var call = Assert.Single(Calls(await AskAsync()));
        Assert.Null(call.Arguments);
        Assert.Equal(text, call.AdditionalProperties![ArgumentsText.Key]);
    }

    [Theory]
    [InlineData("""{"amount":1,"amount":9999}""")]
    [InlineData("""{"amount":1e2,"reason":"\ud800"}""")]
    public async Task What_parsing_would_lose_stays_visible_in_the_text(string text)
    {
        _server.Stream(Event.Created, Event.WholeCall(0, "a", "x", text), Event.Completed());
        Assert.Equal(text, ArgumentsText.Of(Assert.Single(Calls(await AskAsync()))));
    }

    [Fact]
    public async Task A_refusal_without_calls_is_an_error_content()
    {
        _server.Stream(Event.Created, Event.Refusal("I can't "), Event.Refusal("help with that."), Event.RefusalDone("I can't help with that."), Event.Completed());
        var response = await AskAsync();
        var refusal = Assert.Single(response.Messages.Single().Contents.OfType<ErrorContent>());
        Assert.Equal(("I can't help with that.", "Refusal"), (refusal.Message, refusal.ErrorCode));
        Assert.Equal(ChatFinishReason.ContentFilter, response.FinishReason);
    }

    [Fact]
    public async Task A_refusal_that_comes_without_pieces_is_not_lost()
    {
        _server.Stream(Event.Created, Event.RefusalDone("No."), Event.Completed());
        Assert.Equal("No.", Assert.Single((await AskAsync()).Messages.Single().Contents.OfType<ErrorContent>()).Message);
    }

    [Fact]
    public async Task A_call_beside_a_refusal_does_not_finish_like_one_to_run()
    {
        _server.Stream(Event.Created, Event.Refusal("No."), Event.WholeCall(1, "a", "x", "{}"), Event.Completed());
        Assert.Equal(ChatFinishReason.ContentFilter, (await AskAsync()).FinishReason);
    }

    [Theory]
    [InlineData("max_output_tokens", "length")]
    [InlineData("content_filter", "content_filter")]
    [InlineData("something_new", "something_new")]
    [InlineData(null, "incomplete")]
    public async Task An_incomplete_answer_says_why_also_with_a_call_in_it(string? reason, string expected)
    {
        _server.Stream(Event.Created, Event.Text("Half"), Event.WholeCall(1, "a", "x", "{}"), Event.Incomplete(reason));
        var response = await AskAsync();
        Assert.Equal(expected, response.FinishReason!.Value.Value);
        Assert.Equal(12, response.Usage!.TotalTokenCount);
        Assert.Single(Calls(response));
    }

    [Fact]
    public async Task A_completed_answer_that_was_cancelled_does_not_finish_like_one_to_run()
    {
        _server.Stream(Event.Created, Event.WholeCall(0, "a", "x", "{}"), Event.Completed("cancelled"));
        var finish = (await AskAsync()).FinishReason!.Value;
        Assert.False(finish == ChatFinishReason.Stop || finish == ChatFinishReason.ToolCalls, finish.Value);
    }

    [Fact]
    public async Task A_stream_that_ends_early_has_no_finish_reason_and_keeps_half_a_call()
    {
        _server.Stream(Event.Created, Event.CallBegins(0, "fc_a", "a", "x"), Event.Fragment(0, "fc_a", "{\"amo"));
        var response = await AskAsync();
        Assert.Null(response.FinishReason);
        Assert.Equal("{\"amo", ArgumentsText.Of(Assert.Single(Calls(response))));
    }

    [Fact]
    public async Task Events_that_nobody_knows_are_passed_over()
    {
        _server.Stream(Event.Created, Event.Of("response.new_thing.delta", new { delta = "x" }), ": a comment\n\n", Event.Text("Hi"), Event.Completed());
        var response = await AskAsync();
        Assert.Equal(("Hi", ChatFinishReason.Stop), (response.Text, response.FinishReason!.Value));
    }

    [Fact]
    public async Task A_cut_connection_throws_after_the_text_that_came()
    {
        var seen = new TaskCompletionSource();
        _server.StreamAndCut(seen.Task, Event.Created, Event.Text("Half an "));
        Assert.Equal("Half an ", await BrokenAsync<Exception>(seen.SetResult));
    }

    [Theory]
    [InlineData("data: {\"type\":\"response.output_text.delta\",\"del\n\n")]
    [InlineData("data: <html>\n\n")]
    [InlineData("data: [1]\n\n")]
    [InlineData("data: {\"type\":7}\n\n")]
    public async Task A_malformed_event_throws_after_the_text_that_came(string malformed)
    {
        _server.Stream(Event.Created, Event.Text("Half an "), malformed, Event.Completed());
        Assert.Equal("Half an ", await BrokenAsync<Exception>());
    }

    [Theory]
    [InlineData("rate_limit_exceeded", HttpStatusCode.TooManyRequests)]
    [InlineData("server_error", HttpStatusCode.InternalServerError)]
    [InlineData("invalid_prompt", null)]
    public async Task A_failed_response_throws_with_its_reason_and_without_the_key(string code, HttpStatusCode? status)
    {
        _server.Stream(Event.Created, Event.Text("Half an "), Event.Failed(code, $"It broke for {Key}."));
        HttpRequestException? fault = null;
        await BrokenAsync<HttpRequestException>(fault: x => fault = x);
        Assert.Equal(status, fault!.StatusCode);
        Assert.Contains($"({code}): It broke for (key).", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_event_throws_with_its_reason_and_without_the_key()
    {
        _server.Stream(Event.Created, Event.Text("Half an "), Event.Error("server_error", $"It broke for {Key}."));
        HttpRequestException? fault = null;
        Assert.Equal("Half an ", await BrokenAsync<HttpRequestException>(fault: x => fault = x));
        Assert.Contains("It broke for (key).", fault!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, fault.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"error","error":{"type":"server_error","code":"server_error","message":"It broke."}}""")]
    [InlineData("""{"error":{"type":"server_error","code":"server_error","message":"It broke."}}""")]
    public async Task An_error_in_another_shape_is_an_error_too(string data)
    {
        _server.Stream(Event.Created, Event.Text("Half an "), $"event: error\ndata: {data}\n\n");
        HttpRequestException? fault = null;
        Assert.Equal("Half an ", await BrokenAsync<HttpRequestException>(fault: x => fault = x));
        Assert.Contains("(server_error): It broke.", fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_event_that_says_nothing_is_an_error_too()
    {
        _server.Stream(Event.Created, Event.Of("error", new { }));
        await BrokenAsync<HttpRequestException>();
    }

    [Fact]
    public async Task A_refused_key_is_told_without_the_key()
    {
        _server.Refuse(401, $"Incorrect API key provided: {Key}.");
        var fault = await Assert.ThrowsAnyAsync<HttpRequestException>(() => AskAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, fault.StatusCode);
        Assert.Contains("Incorrect API key provided", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, fault.ToString(), StringComparison.Ordinal);
        Assert.Equal($"Bearer {Key}", Assert.Single(_server.Keys));
    }

    [Fact]
    public async Task A_page_in_place_of_a_refusal_is_told_by_its_status_and_bounded()
    {
        _server.Page(404, "text/html", "<html>" + new string('x', 50_000));
        var fault = await Assert.ThrowsAnyAsync<HttpRequestException>(() => AskAsync());
        Assert.Equal(HttpStatusCode.NotFound, fault.StatusCode);
        Assert.InRange(fault.Message.Length, 1, OpenAIFault.MaxLength);
    }

    [Fact]
    public async Task A_page_in_place_of_an_answer_is_no_answer_without_a_word()
    {
        _server.Page(200, "text/html", "<html><p>Sign in to the network</p></html>");
        var fault = await Assert.ThrowsAnyAsync<HttpRequestException>(() => AskAsync());
        Assert.Contains("text/html", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_ends_the_request_at_the_server()
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.StreamAndHang(gone, Event.Created, Event.Text("Half an "));
        using var cancel = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var update in _client.GetStreamingResponseAsync(Person("x"), cancellationToken: cancel.Token))
            {
                if (update.Text.Length > 0) await cancel.CancelAsync();
            }
        });
        await gone.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Leaving_the_stream_ends_the_request_at_the_server()
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.StreamAndHang(gone, Event.Created, Event.Text("Half an "));
        await foreach (var update in _client.GetStreamingResponseAsync(Person("x")))
        {
            if (update.Text.Length > 0) break;
        }

        await gone.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    private static ChatMessage[] Person(string text) => [new(ChatRole.User, text)];

    private static List<FunctionCallContent> Calls(ChatResponse response) =>
        response.Messages.SelectMany(x => x.Contents).OfType<FunctionCallContent>().ToList();

    private Task<ChatResponse> AskAsync(ChatOptions? options = null) => _client.GetResponseAsync(Person("x"), options);

    private async Task<List<ChatResponseUpdate>> StreamAsync()
    {
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in _client.GetStreamingResponseAsync(Person("x"))) updates.Add(update);
        return updates;
    }

    // the text that came before it broke
    private async Task<string> BrokenAsync<T>(Action? seen = null, Action<T>? fault = null) where T : Exception
    {
        var text = "";
        var thrown = await Assert.ThrowsAnyAsync<T>(async () =>
        {
            await foreach (var update in _client.GetStreamingResponseAsync(Person("x")))
            {
                text += update.Text;
                if (update.Text.Length > 0) seen?.Invoke();
            }
        });
        fault?.Invoke(thrown);
        return text;
    }
}
