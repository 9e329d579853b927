using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SupportAgent.Domain.Agent;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Models;
using SupportAgent.Domain.Models.Anthropic;
using SupportAgent.Domain.Tools;
using SupportAgent.Tests.Infrastructure;
using Xunit;
using static SupportAgent.Tests.Models.FakeAnthropicServer;

namespace SupportAgent.Tests.Models;

/// <summary>Whole turns of the agent with a model behind the Messages API.</summary>
public sealed class AnthropicTurnTests : IAsyncLifetime
{
    private const string Key = "sk-ant-canary-1234567890";
    private const string Order = """{"order_id":"#W2378156"}""";

    private readonly LogLines _log = new();
    private FakeAnthropicServer _server = null!; // made before each test
    private AnthropicChatClient _client = null!;
    private TestDomain _domain = null!;

    public async Task InitializeAsync()
    {
        _server = await StartAsync();
        _client = new AnthropicChatClient(new() { Provider = ModelProvider.Anthropic, Endpoint = _server.Endpoint, Name = "m-1", ApiKey = Key });
        _domain = await TestDomain.CreateAsync(_client, more: services => services.AddSingleton<ILoggerFactory>(new LoggerFactory([_log])));
    }

    public async Task DisposeAsync()
    {
        await _domain.DisposeAsync();
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_refund_is_looked_up_prepared_and_told()
    {
        _server.Stream(Begin(100) + Says(0, "Let me see. ") + Call(1, "toolu_1", "get_order", "{\"order_id\":", "\"#W2378156\"}") + End("tool_use"));
        _server.Stream(Begin(200) + Call(0, "toolu_1", "prepare_refund", """{"order_id":"#W2378156","amount":12.50,"reason":"defective"}""") + End("tool_use"));
        _server.Stream(Begin(300) + Says(0, "I prepared it. ", "Please confirm.") + End("end_turn"));

        var turn = Assert.Single((await _domain.AskAsync("Refund 12.50 of #W2378156, it is defective")).Turns);

        Assert.Equal((TurnState.Completed, 600, 15), (turn.Turn.State, turn.Turn.InputTokens, turn.Turn.OutputTokens));
        Assert.Equal(["Let me see. ", "I prepared it. Please confirm."], turn.Answers.Select(x => x.Text));
        Assert.Equal([("get_order", ToolCallStatus.Succeeded), ("prepare_refund", ToolCallStatus.AwaitingApproval)], turn.ToolCalls.Select(x => (x.Name, x.Status)));
        var draft = await _domain.DraftAsync(turn.ToolCalls[1].DraftId!.Value);
        Assert.Equal(DraftState.Pending, draft.State);

        var last = _server.Requests[2];
        Assert.Equal(3, _server.Requests.Count);
        Assert.Equal(["user", "assistant", "user", "assistant", "user"], Messages(last).Select(x => x.GetProperty("role").GetString()));
        Assert.Equal(["text", "tool_use"], Content(last, 1).Select(x => x.GetProperty("type").GetString()));
        Assert.Equal(Content(last, 1)[1].GetProperty("id").GetString(), Content(last, 2).Single().GetProperty("tool_use_id").GetString());
        Assert.Equal(turn.ToolCalls[0].Result, Content(last, 2).Single().GetProperty("content").GetString());
        Assert.Equal("12.50", Content(last, 3).Single().GetProperty("input").GetProperty("amount").GetRawText());
        Assert.Equal(turn.ToolCalls[1].Result, Content(last, 4).Single().GetProperty("content").GetString());
        Assert.Contains(last.GetProperty("tools").EnumerateArray(), x => x.GetProperty("name").GetString() == "prepare_refund");
        Assert.NotEmpty(last.GetProperty("system").GetString()!);
    }

    [Fact]
    public async Task Several_calls_of_one_answer_get_their_results_in_one_message()
    {
        _server.Stream(Begin() + Call(0, "a", "get_order", Order) + Call(1, "b", "no_such_tool", "{}") + Call(2, "c", "get_order", "{\"order_id\":") + End("tool_use"));
        _server.Stream(Begin() + Says(0, "There.") + End("end_turn"));
        var turn = Assert.Single((await _domain.AskAsync("All of it")).Turns);

        Assert.Equal([ToolCallStatus.Succeeded, ToolCallStatus.Rejected, ToolCallStatus.Rejected], turn.ToolCalls.Select(x => x.Status));
        Assert.Equal(ErrorCode.InvalidJson, turn.ToolCalls[2].Code);
        Assert.Equal("{\"order_id\":", turn.ToolCalls[2].Arguments);
        Assert.Equal(Content(_server.Requests[1], 1).Select(x => x.GetProperty("id").GetString()), Content(_server.Requests[1], 2).Select(x => x.GetProperty("tool_use_id").GetString()));
        Assert.Equal(turn.ToolCalls.Select(x => x.Result), Content(_server.Requests[1], 2).Select(x => x.GetProperty("content").GetString()));
    }

    [Theory]
    [InlineData("max_tokens")]
    [InlineData("refusal")]
    [InlineData("pause_turn")]
    [InlineData("something_new")]
    public async Task Calls_of_an_answer_without_a_sound_end_are_not_run(string reason)
    {
        _server.Stream(Begin() + Call(0, "a", "prepare_refund", """{"order_id":"#W2378156","amount":12.50,"reason":"defective"}""") + End(reason));
        _server.Stream(Begin() + Says(0, "I could not.") + End("end_turn"));
        var turn = Assert.Single((await _domain.AskAsync("Go")).Turns);
        Assert.Equal(ToolCallStatus.Rejected, Assert.Single(turn.ToolCalls).Status);
        Assert.Equal("I could not.", Assert.Single(turn.Answers).Text);
    }

    [Fact]
    public async Task A_model_that_declines_ends_the_turn_in_its_words()
    {
        _server.Stream(Begin() + End("refusal", """{"type":"refusal","category":null,"explanation":"I won't do that."}"""));
        var turn = Assert.Single((await _domain.AskAsync("Go")).Turns).Turn;
        Assert.Equal(TurnState.Completed, turn.State);
        Assert.Contains("I won't do that.", turn.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_fails_the_turn_and_keeps_what_was_said_and_paid_for()
    {
        _server.Stream(Begin(100) + Says(0, "Half an ") + Event("""{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"""));
        var turn = Assert.Single((await _domain.AskAsync("Go")).Turns);
        Assert.Equal((TurnState.Failed, 100), (turn.Turn.State, turn.Turn.InputTokens));
        Assert.Equal("Half an ", Assert.Single(turn.Answers).Text);
    }

    [Fact]
    public async Task A_wrong_key_fails_the_turn_and_stands_in_no_log_and_on_no_page()
    {
        _server.Reply(401, $$$"""{"type":"error","error":{"type":"authentication_error","message":"invalid key {{{Key}}}"}}""");
        var turn = Assert.Single((await _domain.AskAsync("Go")).Turns).Turn;
        Assert.Equal(TurnState.Failed, turn.State);
        Assert.DoesNotContain(Key, turn.Note, StringComparison.Ordinal);
        Assert.Contains(_log.All, x => x.Contains("invalid key (key)", StringComparison.Ordinal));
        Assert.DoesNotContain(_log.All, x => x.Contains(Key, StringComparison.Ordinal));
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task Stopping_a_turn_ends_the_request_at_the_server()
    {
        _server.StreamAndWait(Begin() + Says(0, "Half an "));
        var submission = await _domain.SubmitAsync("Go");
        await _domain.UntilAnsweringAsync(submission.ConversationId!.Value);
        _domain.Get<TurnRunner>().Stop(submission.ConversationId.Value);
        var turn = Assert.Single((await _domain.SettledAsync(submission.ConversationId.Value)).Turns);
        Assert.Equal(TurnState.Stopped, turn.Turn.State);
        await _server.Left.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    private static List<JsonElement> Messages(JsonElement request) => [.. request.GetProperty("messages").EnumerateArray()];

    private static List<JsonElement> Content(JsonElement request, int message) => [.. Messages(request)[message].GetProperty("content").EnumerateArray()];
}
