using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Models;
using SupportAgent.Domain.Tools;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Agent;

public sealed class AgentLoopTests
{
    private const string Status = "get_order_status";
    private const string Order = """{"order_id":"#W2378156"}""";

    [Fact]
    public async Task An_answer_without_tools_ends_the_turn()
    {
        await using var domain = await TestDomain.CreateAsync(new ScriptedModel().Says("Hello!"));
        var turn = Assert.Single((await domain.AskAsync("Hi")).Turns);
        Assert.Equal(TurnState.Completed, turn.Turn.State);
        Assert.Equal("Hi", turn.Question!.Text);
        Assert.Equal("Hello!", Assert.Single(turn.Answers).Text);
        Assert.Empty(turn.ToolCalls);
    }

    [Fact]
    public async Task A_tool_call_is_answered_by_its_id_and_the_model_asked_again()
    {
        var model = new ScriptedModel().Calls((Status, Order)).Says("It was delivered.");
        await using var domain = await TestDomain.CreateAsync(model);
        var turn = Assert.Single((await domain.AskAsync("Where is it?")).Turns);

        var call = Assert.Single(turn.ToolCalls);
        Assert.Equal(ToolCallStatus.Succeeded, call.Status);
        Assert.Contains("\"delivered\"", call.Result, StringComparison.Ordinal);
        Assert.Equal("It was delivered.", Assert.Single(turn.Answers).Text);
        var second = model.Requests.Last().Messages;
        var asked = second.SelectMany(x => x.Contents).OfType<FunctionCallContent>().Single();
        var answered = second.SelectMany(x => x.Contents).OfType<FunctionResultContent>().Single();
        Assert.Equal(asked.CallId, answered.CallId);
        Assert.Equal(call.Result, answered.Result);
    }

    [Fact]
    public async Task Many_calls_of_a_round_get_their_results_in_their_order()
    {
        var model = new ScriptedModel().Calls(("find_customer", """{"first_name":"Yusuf","last_name":"Rossi"}"""), (Status, Order), ("get_order", Order)).Says("There.");
        await using var domain = await TestDomain.CreateAsync(model);
        var turn = Assert.Single((await domain.AskAsync("All of it")).Turns);

        Assert.Equal(["find_customer", Status, "get_order"], turn.ToolCalls.Select(x => x.Name));
        Assert.All(turn.ToolCalls, x => Assert.Equal(ToolCallStatus.Succeeded, x.Status));
        var results = model.Requests.Last().Messages.SelectMany(x => x.Contents).OfType<FunctionResultContent>().Select(x => (string)x.Result!);
        Assert.Equal(turn.ToolCalls.Select(x => x.Result!), results);
    }

    [Fact]
    public async Task Calls_that_only_read_run_side_by_side_and_others_one_by_one()
    {
        var plugin = new CountingPlugin();
        var model = new ScriptedModel().Calls(("read_it", "{}"), ("read_it", """{"again":true}"""), ("write_it", "{}"), ("write_it", """{"again":true}""")).Says("Done.");
        await using var domain = await TestDomain.CreateAsync(model, more: services => services.AddSingleton(new Plugin(plugin)));
        var turn = Assert.Single((await domain.AskAsync("Go")).Turns);

        Assert.All(turn.ToolCalls, x => Assert.Equal(ToolCallStatus.Succeeded, x.Status));
        Assert.Equal(2, plugin.MostReads);
        Assert.Equal(1, plugin.MostWrites);
    }

    [Theory]
    [InlineData("{\"order_id\":", ErrorCode.InvalidJson)]
    [InlineData("[1]", ErrorCode.InvalidJson)]
    [InlineData("""{"order_id":"#W2378156","order_id":"#W9711842"}""", ErrorCode.InvalidJson)]
    [InlineData("{}", ErrorCode.InvalidArguments)]
    [InlineData("""{"order_id":7}""", ErrorCode.InvalidArguments)]
    [InlineData("""{"order_id":"#W2378156","customer_name":"x"}""", ErrorCode.InvalidArguments)]
    [InlineData("""{"order_id":"#W0000000"}""", ErrorCode.NotFound)]
    public async Task Bad_arguments_are_answered_with_an_error_that_the_model_sees(string arguments, string code)
    {
        var model = new ScriptedModel().Calls((Status, arguments)).Says("Sorry.");
        await using var domain = await TestDomain.CreateAsync(model);
        var turn = Assert.Single((await domain.AskAsync("Go")).Turns);

        var call = Assert.Single(turn.ToolCalls);
        Assert.Equal((ToolCallStatus.Rejected, code), (call.Status, call.Code));
        Assert.Contains($"\"error\":\"{code}\"", call.Result, StringComparison.Ordinal);
        Assert.Contains(call.Result, model.Requests.Last().Messages.SelectMany(x => x.Contents).OfType<FunctionResultContent>().Select(x => x.Result));
        Assert.Equal(TurnState.Completed, turn.Turn.State);
    }

    [Fact]
    public async Task An_unknown_tool_is_refused_and_recorded()
    {
        await using var domain = await TestDomain.CreateAsync(new ScriptedModel().Calls(("drop_tables", "{}")).Says("Sorry."));
        var turn = Assert.Single((await domain.AskAsync("Go")).Turns);
        Assert.Equal(ErrorCode.UnknownTool, Assert.Single(turn.ToolCalls).Code);
        Assert.Contains(await domain.AuditAsync(), x => x is { Action: "drop_tables", Outcome: "rejected", Code: ErrorCode.UnknownTool });
    }

    [Fact]
    public async Task A_tool_that_breaks_answers_tool_failed_without_the_exceptions_text()
    {
        await using var domain = await TestDomain.CreateAsync(
            new ScriptedModel().Calls(("break_it", "{}")).Says("Sorry."), more: services => services.AddSingleton(new Plugin(new BrokenPlugin())));
        var call = Assert.Single(Assert.Single((await domain.AskAsync("Go")).Turns).ToolCalls);
        Assert.Equal((ToolCallStatus.Failed, ErrorCode.ToolFailed), (call.Status, call.Code));
        Assert.DoesNotContain("secret", call.Result, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tool_that_never_ends_is_timed_out()
    {
        var plugin = new BrokenPlugin();
        await using var domain = await TestDomain.CreateAsync(new ScriptedModel().Calls(("hang", "{}")).Says("Sorry."), more: services => services.AddSingleton(new Plugin(plugin)));
        var submission = await domain.SubmitAsync("Go");
        await plugin.Hangs.Task.WaitAsync(TimeSpan.FromSeconds(10));
        domain.Time.Advance(TimeSpan.FromSeconds(11));
        var turn = Assert.Single((await domain.SettledAsync(submission.ConversationId!.Value)).Turns);
        Assert.Equal((ToolCallStatus.TimedOut, ErrorCode.TimedOut), (turn.ToolCalls[0].Status, turn.ToolCalls[0].Code));
        Assert.Equal(TurnState.Completed, turn.Turn.State);
    }

    [Fact]
    public async Task A_model_that_calls_for_ever_has_to_answer_in_its_last_round_and_the_limit_shows()
    {
        var model = new ScriptedModel().AlwaysCalls((Status, Order));
        await using var domain = await TestDomain.CreateAsync(model);
        var turn = Assert.Single((await domain.AskAsync("Go")).Turns);
        Assert.Equal(TurnState.Limited, turn.Turn.State);
        Assert.Contains("8 rounds", turn.Turn.Note, StringComparison.Ordinal);
        Assert.Equal(8, model.Requests.Count);
        Assert.Null(model.Requests.Last().Options!.Tools);
    }

    [Fact]
    public async Task A_model_that_calls_too_often_in_a_turn_is_refused_and_the_limit_shows()
    {
        var many = Enumerable.Range(0, 20).Select(x => (Status, $$"""{"order_id":"#W{{2378156 + x}}"}""")).ToArray();
        await using var domain = await TestDomain.CreateAsync(new ScriptedModel().Calls(many).Says("That is all I have."));
        var turn = Assert.Single((await domain.AskAsync("Go")).Turns);
        Assert.Equal(4, turn.ToolCalls.Count(x => x.Code == ErrorCode.RateLimited && x.Result!.Contains("16 tool calls in a turn", StringComparison.Ordinal)));
        Assert.Equal(TurnState.Limited, turn.Turn.State);
        Assert.Contains("limit of tool calls", turn.Turn.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_of_a_conversation_are_limited()
    {
        var model = new ScriptedModel().Calls((Status, Order), (Status, Order)).Says("One").Calls((Status, Order)).Says("Two");
        await using var domain = await TestDomain.CreateAsync(model, new Dictionary<string, string?> { ["Limits:ToolCallsPerConversation"] = "2" });
        var first = await domain.AskAsync("Go");
        var second = await domain.AskAsync("Again", first.Conversation!.Id);
        Assert.Equal([ToolCallStatus.Succeeded, ToolCallStatus.Succeeded, ToolCallStatus.Rejected], second.ToolCalls.Select(x => x.Status));
        Assert.Equal(ErrorCode.RateLimited, second.ToolCalls.Last().Code);
    }

    [Fact]
    public async Task The_same_failing_call_runs_once()
    {
        var wrong = (Status, """{"order_id":"#W0000000"}""");
        await using var domain = await TestDomain.CreateAsync(new ScriptedModel().Calls(wrong).Calls(wrong).Says("No such order."));
        var turn = Assert.Single((await domain.AskAsync("Go")).Turns);
        Assert.Equal([ErrorCode.NotFound, ErrorCode.RateLimited], turn.ToolCalls.Select(x => x.Code));
    }

    [Fact]
    public async Task A_turn_that_takes_too_long_is_ended()
    {
        var never = new TaskCompletionSource();
        await using var domain = await TestDomain.CreateAsync(new ScriptedModel().SaysSlowly("Let me think", never.Task, "."));
        var submission = await domain.SubmitAsync("Go");
        await domain.UntilAnsweringAsync(submission.ConversationId!.Value);
        domain.Time.Advance(TimeSpan.FromSeconds(121));
        var turn = Assert.Single((await domain.SettledAsync(submission.ConversationId.Value)).Turns);
        Assert.Equal(TurnState.Limited, turn.Turn.State);
        Assert.Contains("120 seconds", turn.Turn.Note, StringComparison.Ordinal);
        Assert.Equal("Let me think", Assert.Single(turn.Answers).Text);
    }

    [Fact]
    public async Task Messages_of_a_person_in_a_minute_are_limited()
    {
        await using var domain = await TestDomain.CreateAsync(new ScriptedModel(), new Dictionary<string, string?> { ["Limits:MessagesPerMinute"] = "2" });
        Assert.Null((await domain.SubmitAsync("1")).Problem);
        Assert.Null((await domain.SubmitAsync("2")).Problem);
        Assert.Contains("2 messages in a minute", (await domain.SubmitAsync("3")).Problem, StringComparison.Ordinal);
        Assert.Null((await domain.SubmitAsync("3", person: People.OtherAgent)).Problem);
        domain.Time.Advance(TimeSpan.FromSeconds(61));
        Assert.Null((await domain.SubmitAsync("3")).Problem);
    }

    [Theory]
    [InlineData("", "Write a message first.")]
    [InlineData("   \n ", "Write a message first.")]
    public async Task An_empty_message_is_refused(string text, string problem)
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        Assert.Equal(problem, (await domain.SubmitAsync(text)).Problem);
    }

    [Fact]
    public async Task A_message_of_a_hundred_thousand_characters_is_refused_in_words()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        Assert.Contains("100,000 characters", (await domain.SubmitAsync(new string('x', 100_000))).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_keeps_what_was_said_and_ends_the_turn()
    {
        var never = new TaskCompletionSource();
        await using var domain = await TestDomain.CreateAsync(new ScriptedModel().SaysSlowly("I begin", never.Task, " and end"));
        var submission = await domain.SubmitAsync("Go");
        await domain.UntilAnsweringAsync(submission.ConversationId!.Value);
        domain.Get<Domain.Agent.TurnRunner>().Stop(submission.ConversationId.Value);
        var turn = Assert.Single((await domain.SettledAsync(submission.ConversationId.Value)).Turns);
        Assert.Equal((TurnState.Stopped, "Stopped."), (turn.Turn.State, turn.Turn.Note));
        Assert.Equal("I begin", Assert.Single(turn.Answers).Text);
    }

    [Fact]
    public async Task A_model_that_fails_fails_the_turn_and_the_text_of_the_fault_stays_in_the_log()
    {
        await using var domain = await TestDomain.CreateAsync(new ScriptedModel().Breaks(new HttpRequestException("refused by secret-host:8080")));
        var turn = Assert.Single((await domain.AskAsync("Go")).Turns);
        Assert.Equal(TurnState.Failed, turn.Turn.State);
        Assert.Equal("The model could not be reached, or its connection broke. Try again.", turn.Turn.Note);
        Assert.Equal("I begin and", Assert.Single(turn.Answers).Text);
    }

    [Fact]
    public async Task Calls_of_an_answer_that_was_cut_off_are_not_run()
    {
        var model = new ScriptedModel().Then(ScriptedModel.CallsOf((Status, Order)), ScriptedModel.Finished(ChatFinishReason.Length)).Says("Again.");
        await using var domain = await TestDomain.CreateAsync(model);
        var call = Assert.Single(Assert.Single((await domain.AskAsync("Go")).Turns).ToolCalls);
        Assert.Equal((ToolCallStatus.Rejected, ErrorCode.InvalidArguments), (call.Status, call.Code));
    }

    [Fact]
    public async Task Of_two_calls_with_one_id_the_second_is_not_run()
    {
        var twice = new ChatResponseUpdate(ChatRole.Assistant, [ArgumentsText.Call("same", Status, Order), ArgumentsText.Call("same", "get_order", Order)]);
        await using var domain = await TestDomain.CreateAsync(new ScriptedModel().Then(twice, ScriptedModel.Finished(ChatFinishReason.ToolCalls)).Says("There."));
        var turn = Assert.Single((await domain.AskAsync("Go")).Turns);
        Assert.Equal([ToolCallStatus.Succeeded, ToolCallStatus.Rejected], turn.ToolCalls.Select(x => x.Status));
    }

    [Fact]
    public async Task The_model_is_offered_no_tool_that_executes_and_is_refused_when_it_calls_one()
    {
        var model = new ScriptedModel().Calls(("execute_refund", """{"refund_token":"00"}""")).Says("It has to be approved first.");
        await using var domain = await TestDomain.CreateAsync(model);
        var call = Assert.Single(Assert.Single((await domain.AskAsync("Just do it, I approve!")).Turns).ToolCalls);
        Assert.Equal((ToolCallStatus.Rejected, ErrorCode.ApprovalRequired), (call.Status, call.Code));
        Assert.DoesNotContain(model.Requests.First().Options!.Tools!, x => x.Name.StartsWith("execute_", StringComparison.Ordinal));
        Assert.Contains(await domain.AuditAsync(), x => x is { Action: "execute_refund", RequestedBy: "model", Code: ErrorCode.ApprovalRequired });
    }

    [Fact]
    public async Task Every_call_of_every_turn_leaves_one_audit_record()
    {
        var model = new ScriptedModel().Calls((Status, Order), ("nothing", "{}"), (Status, "{"), ("prepare_refund", """{"order_id":"#W2378156","reason":"defective","amount":20}""")).Says("There.");
        await using var domain = await TestDomain.CreateAsync(model);
        var calls = (await domain.AskAsync("Go")).ToolCalls;
        var records = await domain.AuditAsync();
        Assert.Equal(calls.Select(x => (Guid?)x.Id).Order(), records.Select(x => x.ToolCallId).Order());
        Assert.True((await domain.Get<Domain.Audit.AuditVerification>().VerifyAsync()).IsSound);
    }

    [Fact]
    public async Task Messages_sent_while_a_turn_runs_wait_for_their_turn()
    {
        var gate = new TaskCompletionSource();
        await using var domain = await TestDomain.CreateAsync(new ScriptedModel().SaysSlowly("One", gate.Task, ".").Says("Two."));
        var first = await domain.SubmitAsync("First");
        await domain.UntilAnsweringAsync(first.ConversationId!.Value);
        await domain.SubmitAsync("Second", first.ConversationId);
        Assert.Equal([TurnState.Running, TurnState.Queued], (await domain.ReadAsync(first.ConversationId.Value)).Turns.Select(x => x.Turn.State));
        gate.SetResult();
        var turns = (await domain.SettledAsync(first.ConversationId.Value)).Turns;
        Assert.Equal(["One.", "Two."], turns.Select(x => x.Answers.Single().Text));
    }

    [Fact]
    public async Task A_turn_that_a_crash_cut_short_shows_as_interrupted_and_can_be_tried_again()
    {
        var never = new TaskCompletionSource();
        var domain = await TestDomain.CreateAsync(new ScriptedModel().SaysSlowly("Half", never.Task, "."));
        var submission = await domain.SubmitAsync("Go");
        var conversation = submission.ConversationId!.Value;
        await domain.UntilAnsweringAsync(conversation);

        // another process on the same file, while the first one is as good as dead
        await using var next = domain.Restarted(new ScriptedModel().Says("Whole."));
        await next.StartAsync();
        var cut = Assert.Single((await next.SettledAsync(conversation)).Turns);
        Assert.Equal(TurnState.Interrupted, cut.Turn.State);
        Assert.NotNull(cut.Turn.Note);
        var again = await next.AskAsync("Go", conversation);
        Assert.Equal("Whole.", again.Turns.Last().Answers.Single().Text);
    }

    [ToolGroup(ToolGroup.Orders)]

    private sealed class CountingPlugin
    {
        private readonly TaskCompletionSource _bothRead = new();
        private int _reads;
        private int _writes;

        public int MostReads { get; private set; }

        public int MostWrites { get; private set; }

        [Tool("read_it", ToolEffect.Read, "Read", IsAlwaysOffered = true), System.ComponentModel.Description("Reads.")]
        public async Task<ToolOutcome> Read(bool again = false)
        {
            MostReads = Math.Max(MostReads, Interlocked.Increment(ref _reads));
            if (MostReads == 2) _bothRead.TrySetResult();
            await _bothRead.Task.WaitAsync(TimeSpan.FromSeconds(10)); // neither ends before the other has begun
            return ToolOutcome.Succeeded(new { again });
        }

        [Tool("write_it", ToolEffect.Write, "Write", IsAlwaysOffered = true), System.ComponentModel.Description("Writes.")]
        public async Task<ToolOutcome> Write(bool again = false)
        {
            MostWrites = Math.Max(MostWrites, Interlocked.Increment(ref _writes));
            await Task.Yield();
            Interlocked.Decrement(ref _writes);
            return ToolOutcome.Succeeded(new { again });
        }
    }

    [ToolGroup(ToolGroup.Orders)]

    private sealed class BrokenPlugin
    {
        public TaskCompletionSource Hangs { get; } = new();

        [Tool("break_it", ToolEffect.Read, "Break", IsAlwaysOffered = true), System.ComponentModel.Description("Breaks.")]
        public Task<ToolOutcome> Break() => throw new InvalidOperationException("secret=hunter2");

        [Tool("hang", ToolEffect.Read, "Hang", IsAlwaysOffered = true), System.ComponentModel.Description("Never ends, and listens to nobody.")]
        public Task<ToolOutcome> Hang()
        {
            Hangs.TrySetResult();
            return new TaskCompletionSource<ToolOutcome>().Task;
        }
    }
}
