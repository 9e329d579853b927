using System.Text.Json;
using SupportAgent.Domain.Agent;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Models;
using SupportAgent.Domain.Models.OpenAIResponses;
using SupportAgent.Domain.Tools;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Models.OpenAIResponses;

/// <summary>Whole turns of the agent with this client, against the server.</summary>
public sealed class TurnOverResponsesTests : IAsyncLifetime
{
    private const string Order = """{"order_id":"#W2378156","include_tracking":null}""";

    private FakeResponsesServer _server = null!; // made before each test
    private TestDomain _domain = null!;

    public async Task InitializeAsync()
    {
        _server = await FakeResponsesServer.StartAsync();
        _domain = await TestDomain.CreateAsync(new OpenAIResponsesChatClient(new() { Provider = ModelProvider.OpenAIResponses, Endpoint = _server.Endpoint, Name = "m-1" }));
    }

    public async Task DisposeAsync()
    {
        await _domain.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_refund_is_looked_up_prepared_and_told_and_waits_for_a_person()
    {
        _server.Stream(Event.Created, Event.Text("Let me look."), Event.WholeCall(1, "x", "get_order_status", Order), Event.Completed());
        _server.Stream(Event.Created, Event.WholeCall(0, "x", "prepare_refund", """{"order_id":"#W2378156","reason":"defective","amount":12.50}"""), Event.Completed());
        _server.Stream(Event.Created, Event.Text("I prepared it. Please confirm."), Event.Completed());
        var turn = Assert.Single((await _domain.AskAsync("Refund $12.50 of #W2378156, it is broken")).Turns);

        Assert.Equal(TurnState.Completed, turn.Turn.State);
        Assert.Equal(["Let me look.", "I prepared it. Please confirm."], turn.Answers.Select(x => x.Text));
        Assert.Equal([("get_order_status", ToolCallStatus.Succeeded), ("prepare_refund", ToolCallStatus.AwaitingApproval)], turn.ToolCalls.Select(x => (x.Name, x.Status)));
        var draft = await _domain.DraftAsync(turn.ToolCalls[1].DraftId!.Value);
        Assert.Equal((DraftState.Pending, 1250), (draft.State, draft.Amount.Minor));
        Assert.Equal((36, 15), (turn.Turn.InputTokens + turn.Turn.OutputTokens, turn.Turn.OutputTokens));

        var requests = _server.Requests.ToList();
        Assert.Equal(3, requests.Count);
        Assert.All(requests, AssertSound);
        Assert.Equal(["message"], Types(requests[0]));
        Assert.Equal(["message", "message", "function_call", "function_call_output"], Types(requests[1]));
        Assert.Equal(["message", "message", "function_call", "function_call_output", "function_call", "function_call_output"], Types(requests[2]));
        Assert.Equal(turn.ToolCalls.Select(x => x.Result), Items(requests[2]).Where(IsOutput).Select(x => x.GetProperty("output").GetString()));
    }

    [Fact]
    public async Task Parallel_calls_with_mixed_outcomes_each_get_their_own_result()
    {
        _server.Stream(
            Event.Created, Event.WholeCall(0, "a", "get_order_status", Order), Event.WholeCall(1, "b", "get_order", "{\"order_id\":"),
            Event.WholeCall(2, "c", "drop tables!", "{}"), Event.Completed());
        _server.Stream(Event.Created, Event.Text("There."), Event.Completed());
        var turn = Assert.Single((await _domain.AskAsync("All of it")).Turns);

        Assert.Equal([null, ErrorCode.InvalidJson, ErrorCode.UnknownTool], turn.ToolCalls.Select(x => x.Code));
        var second = _server.Requests.Last();
        AssertSound(second);
        Assert.Equal(["message", "function_call", "function_call", "function_call", "function_call_output", "function_call_output", "function_call_output"], Types(second));
        Assert.Equal(turn.ToolCalls.Select(x => x.Result), Items(second).Where(IsOutput).Select(x => x.GetProperty("output").GetString()));
    }

    [Theory]
    [InlineData("max_output_tokens")]
    [InlineData("content_filter")]
    [InlineData(null)]
    public async Task A_call_of_an_answer_that_did_not_come_to_its_end_is_not_run(string? reason)
    {
        const string Refund = """{"order_id":"#W2378156","reason":"defective","amount":null}""";
        _server.Stream(Event.Created, Event.WholeCall(0, "a", "prepare_refund", Refund), reason is null ? "" : Event.Incomplete(reason));
        _server.Stream(Event.Created, Event.Text("Sorry."), Event.Completed());
        var turn = Assert.Single((await _domain.AskAsync("Refund #W2378156, it is broken")).Turns);
        Assert.All(turn.ToolCalls, x => Assert.Equal(ToolCallStatus.Rejected, x.Status));
        Assert.DoesNotContain(turn.ToolCalls, x => x.DraftId is not null);
    }

    [Fact]
    public async Task A_refusal_is_shown_as_the_models()
    {
        _server.Stream(Event.Created, Event.Refusal("I can't help with that."), Event.Completed());
        var turn = Assert.Single((await _domain.AskAsync("Do evil")).Turns);
        Assert.Contains("The model declined: I can't help with that.", turn.Turn.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_in_the_stream_fails_the_turn_with_a_sentence_and_keeps_what_was_said()
    {
        _server.Stream(Event.Created, Event.Text("I begin and"), Event.Error("server_error", "boom"));
        var turn = Assert.Single((await _domain.AskAsync("Hi")).Turns);
        Assert.Equal(TurnState.Failed, turn.Turn.State);
        Assert.Equal("I begin and", Assert.Single(turn.Answers).Text);
        Assert.DoesNotContain("boom", turn.Turn.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopping_a_turn_ends_the_request_at_the_server()
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.StreamAndHang(gone, Event.Created, Event.Text("I begin and"));
        var id = (await _domain.SubmitAsync("Hi")).ConversationId!.Value;
        await _domain.UntilAnsweringAsync(id);
        _domain.Get<TurnRunner>().Stop(id);
        await gone.Task.WaitAsync(TimeSpan.FromSeconds(10));
        var turn = Assert.Single((await _domain.SettledAsync(id)).Turns);
        Assert.Equal((TurnState.Stopped, "I begin and"), (turn.Turn.State, Assert.Single(turn.Answers).Text));
    }

    // each call has one output, after it; no id stands twice; tools are strict and closed
    private static void AssertSound(JsonElement request)
    {
        var open = new HashSet<string>();
        var seen = new HashSet<string>();
        foreach (var item in Items(request))
        {
            if (item.GetProperty("type").GetString() == "function_call")
            {
                var id = item.GetProperty("call_id").GetString()!;
                Assert.True(seen.Add(id) && open.Add(id), id);
                Assert.Matches("^[a-zA-Z0-9_-]{1,64}$", item.GetProperty("name").GetString());
            }
            else if (IsOutput(item))
            {
                Assert.True(open.Remove(item.GetProperty("call_id").GetString()!));
            }
            else
            {
                Assert.Empty(open);
            }
        }

        Assert.Empty(open);
        Assert.NotEmpty(request.GetProperty("instructions").GetString()!);
        Assert.False(request.GetProperty("store").GetBoolean());
        Assert.NotEmpty(request.GetProperty("tools").EnumerateArray());
        Assert.All(request.GetProperty("tools").EnumerateArray(), x => Assert.True(x.GetProperty("strict").GetBoolean(), x.GetProperty("name").GetString()));
        Assert.DoesNotContain(request.GetProperty("tools").EnumerateArray(), x => x.GetProperty("name").GetString()!.StartsWith("execute_", StringComparison.Ordinal));
    }

    private static List<JsonElement> Items(JsonElement request) => [.. request.GetProperty("input").EnumerateArray()];

    private static IEnumerable<string?> Types(JsonElement request) => Items(request).Select(x => x.GetProperty("type").GetString());

    private static bool IsOutput(JsonElement item) => item.GetProperty("type").GetString() == "function_call_output";
}
