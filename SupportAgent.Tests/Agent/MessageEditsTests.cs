using Microsoft.Extensions.AI;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Agent;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Execution;
using SupportAgent.Domain.Handover;
using SupportAgent.Domain.Tools;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Agent;

/// <summary>A message is edited, and the conversation goes on from there.</summary>
public sealed class MessageEditsTests
{
    private const string Refund = """{"order_id":"#W2378156","reason":"defective","amount":20}""";

    [Fact]
    public async Task The_model_sees_the_new_branch_only_and_the_old_one_stays_readable()
    {
        var model = new ScriptedModel().Says("one").Says("two").Says("three").Says("four");
        await using var domain = await TestDomain.CreateAsync(model);
        var id = await ConversationAsync(domain, "first");
        var second = (await domain.AskAsync("second", id)).Turns.Last();
        await domain.AskAsync("third", id);

        var now = await EditAsync(domain, second, "second, in other words");

        Assert.Equal(["first", "second, in other words"], now.Turns.Select(x => x.Question!.Text));
        Assert.Equal(["first", "one", "second, in other words"], TextsOf(model.Requests.Last().Messages));
        var versions = now.VersionsOf(now.Turns.Last());
        Assert.Equal(["second", "second, in other words"], versions.Select(x => x.Question!.Text));
        Assert.Equal(["second", "third"], now.BranchOf(versions[0]).Select(x => x.Question!.Text));
        Assert.Equal(["two", "three"], now.BranchOf(versions[0]).SelectMany(x => x.Answers).Select(x => x.Text));
    }

    [Fact]
    public async Task Each_version_of_a_message_that_was_edited_twice_keeps_what_followed_it()
    {
        await using var domain = await TestDomain.CreateAsync(new ScriptedModel().Says("a").Says("b").Says("c").Says("d"));
        var id = await ConversationAsync(domain, "one");
        var turn = (await domain.ReadAsync(id)).Turns.Single();
        turn = (await EditAsync(domain, turn, "two")).Turns.Single();
        await domain.AskAsync("after two", id);
        var now = await EditAsync(domain, turn, "three");

        var versions = now.VersionsOf(now.Turns.Single());
        Assert.Equal(["one", "two", "three"], versions.Select(x => x.Question!.Text));
        Assert.Equal([["one"], ["two", "after two"], ["three"]], versions.Select(x => now.BranchOf(x).Select(turn => turn.Question!.Text)));
    }

    [Fact]
    public async Task What_waits_in_the_old_branch_is_superseded_and_cannot_be_approved_and_what_waits_before_it_stays()
    {
        var model = new ScriptedModel().Calls(("prepare_refund", Refund)).Says("It waits.").Calls(("prepare_refund", Refund.Replace("20", "30", StringComparison.Ordinal))).Says("It waits too.").Says("As you wish.");
        await using var domain = await TestDomain.CreateAsync(model);
        var id = await ConversationAsync(domain, "Refund $20");
        var second = (await domain.AskAsync("And $30", id)).Turns.Last();
        var now = await EditAsync(domain, second, "No, leave it");

        var (kept, left) = (now.Drafts.Single(x => x.Amount.Minor == 2000), now.Drafts.Single(x => x.Amount.Minor == 3000));
        Assert.Equal(DraftState.Pending, kept.State);
        Assert.Equal(DraftState.Superseded, left.State);
        Assert.Contains("edited", DraftText.WhatHappened(left), StringComparison.Ordinal);
        Assert.Equal(DecisionResult.AlreadyDecided, (await domain.ApproveAsync(left)).Result);
        Assert.Equal(0, (await domain.OrderAsync()).Refunded.Minor);
        var audit = await domain.AuditAsync();
        Assert.Contains(audit, x => x.DraftId == left.Id && x.Outcome == "superseded" && x.PersonId == People.Agent.Id);
        Assert.Contains(audit, x => x.Action == MessageEdits.Act && x.ConversationId == id);
        Assert.DoesNotContain(model.Requests.Last().Messages.SelectMany(x => x.Contents).OfType<FunctionResultContent>(), x => x.Result!.ToString()!.Contains("superseded", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_executed_in_the_old_branch_stays_executed_and_the_model_is_told()
    {
        var model = new ScriptedModel().Calls(("prepare_refund", Refund)).Says("It waits.").Says("It is paid.").Says("You have been told.");
        await using var domain = await TestDomain.CreateAsync(model);
        var id = await ConversationAsync(domain, "Refund $20");
        var first = (await domain.ReadAsync(id)).Turns.Single();
        await domain.ApproveAsync(first.Drafts.Single());
        await domain.SettledAsync(id);

        var now = await EditAsync(domain, first, "What was refunded?");

        Assert.Equal(2000, (await domain.OrderAsync()).Refunded.Minor);
        Assert.Equal(DraftState.Executed, now.Drafts.Single().State);
        var told = model.Requests.Last().Messages.SelectMany(x => x.Contents).ToList();
        Assert.Equal(["execute_refund"], told.OfType<FunctionCallContent>().Select(x => x.Name));
        Assert.Contains("20", told.OfType<FunctionResultContent>().Single().Result!.ToString(), StringComparison.Ordinal);
        Assert.Equal(["What was refunded?"], TextsOf(model.Requests.Last().Messages));
        var branch = (await domain.Get<TranscriptReader>().ReadAsync(id, 0))!.CurrentBranch();
        Assert.Single(branch.Turns);
        Assert.Single(branch.Drafts);
        Assert.All(branch.Messages, x => Assert.Equal(now.Turns.Single().Turn.Id, x.TurnId));
    }

    [Fact]
    public async Task A_draft_of_the_old_branch_that_expired_is_not_prepared_anew()
    {
        await using var domain = await TestDomain.CreateAsync(new ScriptedModel().Calls(("prepare_refund", Refund)).Says("It waits.").Says("Fine."), running: true);
        var id = await ConversationAsync(domain, "Refund $20");
        var first = (await domain.ReadAsync(id)).Turns.Single();
        domain.Time.Advance(TimeSpan.FromHours(2));
        await domain.Get<DraftClerk>().ExpireAsync(CancellationToken.None);
        await EditAsync(domain, first, "Hello");
        var outcome = await domain.Get<DraftRevision>().PrepareAnewAsync(first.Drafts.Single().Id, People.Agent);
        Assert.Null(outcome.Draft);
        Assert.Contains("edited", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whom_only_the_old_wording_named_the_agent_does_not_reach_any_more()
    {
        var model = new ScriptedModel().Says("Hello.").Says("Well.").Calls(("get_order", """{"order_id":"#W2611340"}""")).Says("Not here.");
        await using var domain = await TestDomain.CreateAsync(model);
        var id = await ConversationAsync(domain, "Something about #W2378156");
        await domain.CallAsync("get_order", new { order_id = "#W2378156" }, id);
        var second = (await domain.AskAsync("And #W2611340", id)).Turns.Last();
        var now = await EditAsync(domain, second, "Nothing else");
        Assert.Equal(ErrorCode.OutOfScope, now.Turns.Last().ToolCalls.Single().Code);
    }

    [Fact]
    public async Task While_the_agent_works_in_a_closed_conversation_and_in_an_old_version_nothing_is_edited()
    {
        var gate = new TaskCompletionSource();
        await using var domain = await TestDomain.CreateAsync(new ScriptedModel().Says("one").SaysSlowly("two", gate.Task, "!").Says("three"));
        var id = await ConversationAsync(domain, "first");
        var first = (await domain.ReadAsync(id)).Turns.Single();
        await domain.SubmitAsync("second", id);
        await domain.UntilAnsweringAsync(id);
        Assert.Contains("at work", await ProblemAsync(domain, first, "other"), StringComparison.Ordinal);
        gate.SetResult();
        await domain.SettledAsync(id);

        await EditAsync(domain, first, "other");
        Assert.Contains("edited meanwhile", await ProblemAsync(domain, first, "again"), StringComparison.Ordinal);
        await domain.Get<ConversationDesk>().CloseAsync(id, People.Agent);
        Assert.Contains("closed", await ProblemAsync(domain, (await domain.ReadAsync(id)).Turns.Single(), "again"), StringComparison.Ordinal);
        Assert.Contains("right", await ProblemAsync(domain, first, "again", new Actor("nobody", "Nobody", new HashSet<string>())), StringComparison.Ordinal);
        Assert.Contains("Write a message", await ProblemAsync(domain, first, "  "), StringComparison.Ordinal);
    }

    private static async Task<Guid> ConversationAsync(TestDomain domain, string text) => (await domain.AskAsync(text)).Conversation!.Id;

    private static async Task<Transcript> EditAsync(TestDomain domain, TranscriptTurn turn, string text)
    {
        var submission = await domain.Get<MessageEdits>().EditAsync(turn.Turn.Id, text, People.Agent);
        Assert.Null(submission.Problem);
        return await domain.SettledAsync(submission.ConversationId!.Value);
    }

    private static async Task<string?> ProblemAsync(TestDomain domain, TranscriptTurn turn, string text, Actor? person = null) =>
        (await domain.Get<MessageEdits>().EditAsync(turn.Turn.Id, text, person ?? People.Agent)).Problem;

    private static IEnumerable<string> TextsOf(IReadOnlyList<ChatMessage> messages) =>
        messages.Where(x => x.Role != ChatRole.System).Select(x => x.Text).Where(x => x.Length > 0);
}
