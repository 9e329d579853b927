using System.ComponentModel;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SupportAgent.Domain.Agent;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Models;
using SupportAgent.Domain.Tools;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Agent;

/// <summary>Models, tools and people that do what they should not. Whatever it is, the turn ends, every call has one answer, and nothing is done that was not wanted.</summary>
public sealed class UnsoundModelTests
{
    private const string Order = """{"order_id":"#W2378156"}""";
    private const string Ticket = """{"category":"order","subject":"Call back","message":"The customer wants to be called.","priority":"low"}""";

    public static TheoryData<string?> UnsoundEnds => new(ChatFinishReason.Length.Value, ChatFinishReason.ContentFilter.Value, "something_new", null);

    [Theory]
    [MemberData(nameof(UnsoundEnds))]
    public async Task Calls_of_an_answer_without_a_sound_end_are_not_run(string? reason)
    {
        ChatResponseUpdate[] updates = reason is null
            ? [ScriptedModel.CallsOf(("create_support_ticket", Ticket))]
            : [ScriptedModel.CallsOf(("create_support_ticket", Ticket)), ScriptedModel.Finished(new(reason))];
        await using var domain = await TestDomain.CreateAsync(new ScriptedModel().Then(updates).Says("I could not."));
        var call = Assert.Single(Assert.Single((await domain.AskAsync("Go")).Turns).ToolCalls);
        Assert.Equal((ToolCallStatus.Rejected, ErrorCode.InvalidArguments), (call.Status, call.Code));
    }

    [Fact]
    public async Task Calls_of_a_model_that_declines_are_not_run()
    {
        var declines = new ChatResponseUpdate(ChatRole.Assistant, [new ErrorContent("I won't.") { ErrorCode = "Refusal" }, ArgumentsText.Call("c", "create_support_ticket", Ticket)]);
        await using var domain = await TestDomain.CreateAsync(new ScriptedModel().Then(declines, ScriptedModel.Finished(ChatFinishReason.ToolCalls)).Says("Well."));
        Assert.Equal(ToolCallStatus.Rejected, Assert.Single(Assert.Single((await domain.AskAsync("Go")).Turns).ToolCalls).Status);
    }

    [Fact]
    public async Task A_model_that_declines_ends_the_turn_in_its_words()
    {
        var declines = new ChatResponseUpdate(ChatRole.Assistant, [new ErrorContent("I won't do that.") { ErrorCode = "Refusal" }]);
        await using var domain = await TestDomain.CreateAsync(new ScriptedModel().Then(declines, ScriptedModel.Finished(ChatFinishReason.Stop)));
        var turn = Assert.Single((await domain.AskAsync("Go")).Turns).Turn;
        Assert.Equal(TurnState.Completed, turn.State);
        Assert.Contains("I won't do that.", turn.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_says_nothing_is_asked_once_more_and_then_the_turn_fails()
    {
        var model = new ScriptedModel().Then(ScriptedModel.Finished(ChatFinishReason.Stop)).Then(ScriptedModel.Finished(ChatFinishReason.Stop)).Says("Too late.");
        await using var domain = await TestDomain.CreateAsync(model);
        var turn = Assert.Single((await domain.AskAsync("Go")).Turns).Turn;
        Assert.Equal((TurnState.Failed, "The model gave no answer. Try again."), (turn.State, turn.Note));
        Assert.Equal(2, model.Requests.Count);
    }

    [Fact]
    public async Task A_model_that_gives_up_by_itself_fails_the_turn_and_does_not_stop_it()
    {
        await using var domain = await TestDomain.CreateAsync(new ScriptedModel().Breaks(new TaskCanceledException("the server took too long")));
        Assert.Equal(TurnState.Failed, Assert.Single((await domain.AskAsync("Go")).Turns).Turn.State);
    }

    [Fact]
    public async Task A_call_without_an_id_runs_and_is_answered_under_our_own()
    {
        var nameless = new ChatResponseUpdate(ChatRole.Assistant, [ArgumentsText.Call("", "get_order", Order), ArgumentsText.Call("", "get_order_status", Order)]);
        var model = new ScriptedModel().Then(nameless, ScriptedModel.Finished(ChatFinishReason.ToolCalls)).Says("There.");
        await using var domain = await TestDomain.CreateAsync(model);
        Assert.All(Assert.Single((await domain.AskAsync("Go")).Turns).ToolCalls, x => Assert.Equal(ToolCallStatus.Succeeded, x.Status));
        AssertSound(model);
    }

    [Theory]
    [InlineData("get order; DROP TABLE")]
    [InlineData("get_order\n")]
    [InlineData("Get_Order")]
    [InlineData("🙂")]
    [InlineData("")]
    public async Task A_malformed_name_is_refused_and_the_next_request_is_one_that_any_server_takes(string name)
    {
        var model = new ScriptedModel().Calls((name, Order)).Says("Sorry.");
        await using var domain = await TestDomain.CreateAsync(model);
        Assert.Equal(ErrorCode.UnknownTool, Assert.Single(Assert.Single((await domain.AskAsync("Go")).Turns).ToolCalls).Code);
        Assert.All(Contents<FunctionCallContent>(model.Requests.Last().Messages), x => Assert.Matches("^[a-zA-Z0-9_-]{1,64}$", x.Name));
        AssertSound(model);
    }

    [Fact]
    public async Task A_ticket_that_is_asked_for_ten_times_in_a_turn_is_made_once()
    {
        var model = new ScriptedModel().Calls([.. Enumerable.Repeat(("create_support_ticket", Ticket), 5)]).Calls([.. Enumerable.Repeat(("create_support_ticket", Ticket), 5)]).Says("Made.");
        await using var domain = await TestDomain.CreateAsync(model);
        var calls = Assert.Single((await domain.AskAsync("Go")).Turns).ToolCalls;
        Assert.Equal(10, calls.Count);
        Assert.Single(calls, x => x.Status == ToolCallStatus.Succeeded);
        Assert.All(calls.Skip(1), x => Assert.Equal(ErrorCode.RateLimited, x.Code));
    }

    [Fact]
    public async Task A_stop_during_a_tool_ends_the_call_and_runs_none_after_it()
    {
        var plugin = new UnsoundPlugin();
        var model = new ScriptedModel().Calls(("wait_for_stop", "{}"), ("create_support_ticket", Ticket)).Says("Never said.");
        await using var domain = await TestDomain.CreateAsync(model, more: services => services.AddSingleton(new Plugin(plugin)));
        var conversation = (await domain.SubmitAsync("Go")).ConversationId!.Value;
        await plugin.Waits.Task.WaitAsync(TimeSpan.FromSeconds(10));
        domain.Get<TurnRunner>().Stop(conversation);

        var turn = Assert.Single((await domain.SettledAsync(conversation)).Turns);
        Assert.Equal(TurnState.Stopped, turn.Turn.State);
        Assert.Equal([ToolCallStatus.Failed, ToolCallStatus.Failed], turn.ToolCalls.Select(x => x.Status));
        Assert.Single(model.Requests);
        Assert.Equal(2, (await domain.AuditAsync()).Count(x => x is { Outcome: "failed" }));
    }

    [Fact]
    public async Task The_time_of_a_turn_ends_a_tool_as_well_and_nobody_is_said_to_have_stopped_it()
    {
        var plugin = new UnsoundPlugin();
        var settings = new Dictionary<string, string?> { ["Limits:TurnSeconds"] = "5" };
        await using var domain = await TestDomain.CreateAsync(new ScriptedModel().Calls(("wait_for_stop", "{}")), settings, services => services.AddSingleton(new Plugin(plugin)));
        var conversation = (await domain.SubmitAsync("Go")).ConversationId!.Value;
        await plugin.Waits.Task.WaitAsync(TimeSpan.FromSeconds(10));
        domain.Time.Advance(TimeSpan.FromSeconds(6));

        var turn = Assert.Single((await domain.SettledAsync(conversation)).Turns);
        Assert.Equal(TurnState.Limited, turn.Turn.State);
        Assert.Contains("5 seconds", turn.Turn.Note, StringComparison.Ordinal);
        Assert.DoesNotContain("person", Assert.Single(turn.ToolCalls).Result, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cancel_itself", ToolCallStatus.Failed)]
    [InlineData("give_nothing", ToolCallStatus.Failed)]
    [InlineData("give_too_much", ToolCallStatus.Succeeded)]
    public async Task A_tool_that_misbehaves_ends_its_call_and_not_the_turn(string tool, ToolCallStatus status)
    {
        var model = new ScriptedModel().Calls((tool, "{}")).Says("There.");
        await using var domain = await TestDomain.CreateAsync(model, more: services => services.AddSingleton(new Plugin(new UnsoundPlugin())));
        var turn = Assert.Single((await domain.AskAsync("Go")).Turns);
        Assert.Equal((TurnState.Completed, status), (turn.Turn.State, Assert.Single(turn.ToolCalls).Status));
        Assert.True(turn.ToolCalls[0].Result!.Length <= ToolCallLog.MaxResultLength);
        AssertSound(model);
    }

    [Fact]
    public async Task The_tokens_of_a_turn_are_limited_and_the_limit_shows()
    {
        var dear = new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(new UsageDetails { InputTokenCount = 900, OutputTokenCount = 200 }), ArgumentsText.Call("c", "get_order", Order)]);
        var model = new ScriptedModel().Then(dear, ScriptedModel.Finished(ChatFinishReason.ToolCalls)).Says("As far as I got.");
        await using var domain = await TestDomain.CreateAsync(model, new Dictionary<string, string?> { ["Limits:TokensPerTurn"] = "1000" });
        var turn = Assert.Single((await domain.AskAsync("Go")).Turns).Turn;
        Assert.Equal(TurnState.Limited, turn.State);
        Assert.Contains("1000 tokens", turn.Note, StringComparison.Ordinal);
        Assert.Equal((900, 200), (turn.InputTokens, turn.OutputTokens));
        Assert.Null(model.Requests.Last().Options!.Tools);
    }

    [Fact]
    public async Task What_a_closed_account_asked_for_is_not_answered()
    {
        var model = new ScriptedModel().Says("Hello.");
        await using var domain = await TestDomain.CreateAsync(model, running: false);
        var submission = await domain.SubmitAsync("Go");
        await domain.Store.WriteAsync(async db => (await db.Users.FindAsync(People.Agent.Id))!.LockoutEnd = DateTimeOffset.MaxValue);
        await domain.StartAsync();
        var turn = Assert.Single((await domain.SettledAsync(submission.ConversationId!.Value)).Turns);
        Assert.Equal(TurnState.Failed, turn.Turn.State);
        Assert.Contains("account", turn.Turn.Note, StringComparison.Ordinal);
        Assert.Empty(model.Requests);
    }

    [Fact]
    public async Task One_who_follows_the_changes_sees_what_one_sees_who_reads_all_of_it_later()
    {
        var model = new ScriptedModel()
            .Calls(("get_order", Order), ("nothing", "{"), ("prepare_refund", """{"order_id":"#W2378156","reason":"defective","amount":20}""")).Says("Prepared.")
            .Says("It is paid.").Says("You are welcome.");
        await using var domain = await TestDomain.CreateAsync(model);
        var conversation = (await domain.SubmitAsync("Refund 20")).ConversationId!.Value;
        var follower = new Transcript();
        await FollowAsync(x => x.Turns.Count == 1 && x.Working is null);
        await domain.ApproveAsync(follower.Drafts.Single());
        await FollowAsync(x => x.Turns.Count == 2 && x.Working is null);
        await domain.SubmitAsync("Thank you", conversation);
        await FollowAsync(x => x.Turns.Count == 3 && x.Working is null);

        await FollowAsync(_ => true); // what was written while the last changes were read
        Assert.Equal(Written(await domain.ReadAsync(conversation)), Written(follower));
        Assert.Equal(["Prepared.", "It is paid.", "You are welcome."], follower.Turns.SelectMany(x => x.Answers).Select(x => x.Text));
        AssertSound(model);

        async Task FollowAsync(Func<Transcript, bool> enough) => await domain.UntilAsync(conversation, _ =>
        {
            follower.Apply(domain.Get<TranscriptReader>().ReadAsync(conversation, follower.Revision).GetAwaiter().GetResult()!);
            return enough(follower);
        });
    }

    private static string Written(Transcript transcript) => Domain.Json.Write(new { transcript.Conversation, transcript.Turns, transcript.ToolCalls, transcript.Drafts });

    // each call stands with exactly one result, directly after it, in the same order
    private static void AssertSound(ScriptedModel model)
    {
        foreach (var (messages, _) in model.Requests)
        {
            for (var i = 0; i < messages.Count; i++)
            {
                var asked = Contents<FunctionCallContent>([messages[i]]).Select(x => x.CallId).ToList();
                var answered = i + 1 < messages.Count ? Contents<FunctionResultContent>([messages[i + 1]]).Select(x => x.CallId).ToList() : [];
                Assert.Equal(asked, answered);
                Assert.Equal(asked.Distinct(), asked);
            }
        }
    }

    private static IEnumerable<T> Contents<T>(IEnumerable<ChatMessage> messages) where T : AIContent => messages.SelectMany(x => x.Contents).OfType<T>();

    [ToolGroup(ToolGroup.Orders)]

    private sealed class UnsoundPlugin
    {
        public TaskCompletionSource Waits { get; } = new();

        [Tool("wait_for_stop", ToolEffect.Read, "Wait", IsAlwaysOffered = true), Description("Waits until it is stopped.")]
        public async Task<ToolOutcome> WaitForStop(CancellationToken cancel)
        {
            Waits.TrySetResult();
            await new TaskCompletionSource().Task.WaitAsync(cancel);
            return ToolOutcome.Succeeded(true);
        }

        [Tool("cancel_itself", ToolEffect.Read, "Cancel", IsAlwaysOffered = true), Description("Cancels itself.")]
        public Task<ToolOutcome> CancelItself() => throw new OperationCanceledException("of its own accord");

        [Tool("give_nothing", ToolEffect.Read, "Nothing", IsAlwaysOffered = true), Description("Gives nothing.")]
        public Task<ToolOutcome?> GiveNothing() => Task.FromResult<ToolOutcome?>(null);

        [Tool("give_too_much", ToolEffect.Read, "Too much", IsAlwaysOffered = true), Description("Gives ten megabytes.")]
        public Task<ToolOutcome> GiveTooMuch() => Task.FromResult(ToolOutcome.Succeeded(new { text = new string('x', 10_000_000) }));
    }
}
