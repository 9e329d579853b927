using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain;
using SupportAgent.Domain.Agent;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Execution;
using SupportAgent.Domain.Refunds;
using SupportAgent.Domain.Store;
using SupportAgent.Domain.Tools;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Execution;

public sealed class RecoveryTests
{
    [Fact]
    public async Task A_refund_approved_before_a_crash_is_executed_once_though_two_processes_recover_it()
    {
        var crashed = await TestDomain.CreateAsync(running: false);
        var draft = await crashed.PrepareAsync(20);
        await LeaveApprovedAsync(crashed, draft, People.Approver.Id);

        await using var one = crashed.Restarted();
        var other = crashed.Restarted();
        var later = one.Time.GetUtcNow().AddHours(1);
        await Task.WhenAll(new[] { one, other, one, other }.Select(x => Task.Run(() => x.Get<DraftClerk>().ExecuteApprovedAsync(later, CancellationToken.None))));

        Assert.Equal(DraftState.Executed, (await one.DraftAsync(draft.Id)).State);
        Assert.Equal(2000, (await one.OrderAsync()).Refunded.Minor);
        var records = await one.AuditAsync();
        Assert.Single(records, x => x is { Action: RefundsPlugin.Execute, Outcome: "succeeded", RequestedBy: "system" });
        Assert.Equal(People.Approver.Id, records.Single(x => x is { Action: RefundsPlugin.Execute, Outcome: "succeeded" }).PersonId);
    }

    [Fact]
    public async Task A_draft_that_stands_as_approved_without_a_decision_pays_nothing_and_comes_to_its_end()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var forged = await domain.PrepareAsync(20);
        await LeaveApprovedAsync(domain, forged);
        await domain.Get<DraftClerk>().ExecuteApprovedAsync(domain.Time.GetUtcNow().AddHours(1), CancellationToken.None);
        Assert.Equal(DraftState.Failed, (await domain.DraftAsync(forged.Id)).State);
        Assert.Equal(0, (await domain.OrderAsync()).Refunded.Minor);
    }

    [Fact]
    public async Task A_draft_that_stands_as_approved_by_one_where_two_are_needed_pays_nothing()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var draft = await domain.PrepareAsync(1500);
        await LeaveApprovedAsync(domain, draft, People.Approver.Id);
        await domain.Get<DraftClerk>().ExecuteApprovedAsync(domain.Time.GetUtcNow().AddHours(1), CancellationToken.None);
        Assert.Equal(DraftState.Failed, (await domain.DraftAsync(draft.Id)).State);
        Assert.Equal(0, (await domain.OrderAsync()).Refunded.Minor);
    }

    [Fact]
    public async Task A_draft_that_cannot_be_executed_does_not_hold_up_those_behind_it()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var (odd, sound) = (await domain.PrepareAsync(20), await domain.PrepareAsync(30, order: "#W4817420"));
        await LeaveApprovedAsync(domain, odd, People.Approver.Id);
        await LeaveApprovedAsync(domain, sound, People.Approver.Id);
        await domain.Store.WriteAsync(db => db.Set<Draft>().Where(x => x.Id == odd.Id).ExecuteUpdateAsync(set => set.SetProperty(x => x.ExecuteTool, "execute_what_is_gone")));
        await domain.Get<DraftClerk>().ExecuteApprovedAsync(domain.Time.GetUtcNow().AddHours(1), CancellationToken.None);
        Assert.Equal(DraftState.Executed, (await domain.DraftAsync(sound.Id)).State);
        Assert.Equal(DraftState.Failed, (await domain.DraftAsync(odd.Id)).State);
        Assert.Equal(0, (await domain.OrderAsync()).Refunded.Minor);
    }

    [Fact]
    public async Task A_start_ends_the_calls_that_a_crash_left_and_not_those_that_have_begun_since()
    {
        var crashed = await TestDomain.CreateAsync(running: false);
        var conversation = await crashed.ConversationAsync();
        var left = await crashed.Get<ToolCallLog>().BeginAsync(Request(conversation));

        await using var next = crashed.Restarted();
        next.Time.Advance(TimeSpan.FromSeconds(1));
        _ = next.Get<TurnRecovery>();
        var begun = await next.Get<ToolCallLog>().BeginAsync(Request(conversation));
        await next.StartAsync();

        var calls = (await next.UntilAsync(conversation, x => x.ToolCalls.Any(call => call.Status != ToolCallStatus.Running))).ToolCalls;
        Assert.Equal([(left.Id, ToolCallStatus.Failed), (begun.Id, ToolCallStatus.Running)], calls.Select(x => (x.Id, x.Status)));
        var record = Assert.Single(await next.AuditAsync());
        Assert.Equal((left.Id, "failed", ErrorCode.ToolFailed), (record.ToolCallId, record.Outcome, record.Code));
    }

    [Fact]
    public async Task A_call_whose_end_the_store_could_not_take_ends_with_its_turn()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var submission = await domain.SubmitAsync("Go");
        var turn = (await domain.Get<TurnLog>().TakeNextAsync(CancellationToken.None))!;
        await domain.Get<ToolCallLog>().BeginAsync(Request(submission.ConversationId!.Value) with { TurnId = turn.Id });
        await domain.Get<TurnLog>().EndAsync(turn, new TurnEnd(TurnState.Failed, "The store could not be reached."));

        var call = Assert.Single((await domain.ReadAsync(turn.ConversationId)).ToolCalls);
        Assert.Equal((ToolCallStatus.Failed, ErrorCode.ToolFailed), (call.Status, call.Code));
        Assert.Equal(call.Id, Assert.Single(await domain.AuditAsync()).ToolCallId);
    }

    [Fact]
    public async Task A_start_after_everything_went_well_changes_nothing()
    {
        var before = await TestDomain.CreateAsync(running: false);
        await before.ApproveAsync(await before.PrepareAsync(20));
        var records = await before.AuditAsync();

        await using var next = before.Restarted();
        next.Time.Advance(TimeSpan.FromHours(2));
        await next.Get<TurnRecovery>().RunAsync(atStart: true, CancellationToken.None);
        await next.Get<DraftClerk>().ExecuteApprovedAsync(next.Time.GetUtcNow(), CancellationToken.None);
        await next.Get<DraftClerk>().ExpireAsync(CancellationToken.None);
        Assert.Equal(records.Select(x => x.Hash), (await next.AuditAsync()).Select(x => x.Hash));
        Assert.True((await next.Get<AuditVerification>().VerifyAsync()).IsSound);
    }

    [Fact]
    public async Task What_runs_in_another_living_process_is_left_alone_and_is_ended_when_that_falls_silent()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var (turn, call) = await RunElsewhereAsync(domain, "elsewhere/7");
        await domain.Store.WriteAsync(db => Task.FromResult(db.Add(new Worker { Name = "elsewhere/7", SeenAt = domain.Time.GetUtcNow() })));
        var recovery = domain.Get<TurnRecovery>();
        await recovery.RunAsync(atStart: true, CancellationToken.None);
        domain.Time.Advance(TurnRecovery.Silence - TimeSpan.FromSeconds(1));
        await recovery.RunAsync(atStart: false, CancellationToken.None);
        Assert.Equal(TurnState.Running, (await domain.ReadAsync(turn.ConversationId)).Turns.Single().Turn.State);

        domain.Time.Advance(TimeSpan.FromSeconds(2));
        await recovery.RunAsync(atStart: false, CancellationToken.None);
        var after = await domain.ReadAsync(turn.ConversationId);
        Assert.Equal(TurnState.Interrupted, after.Turns.Single().Turn.State);
        Assert.Equal((call.Id, ToolCallStatus.Failed), after.ToolCalls.Select(x => (x.Id, x.Status)).Single());
        Assert.Equal(call.Id, Assert.Single(await domain.AuditAsync()).ToolCallId);
    }

    [Fact]
    public async Task What_a_dead_process_of_this_machine_left_is_ended_at_once_and_what_this_one_runs_goes_on()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var (dead, _) = await RunElsewhereAsync(domain, $"{Environment.MachineName}/{int.MaxValue}");
        var submission = await domain.SubmitAsync("Go");
        var own = (await domain.Get<TurnLog>().TakeNextAsync(CancellationToken.None))!;
        await domain.Get<TurnRecovery>().RunAsync(atStart: false, CancellationToken.None);
        Assert.Equal(TurnState.Interrupted, (await domain.ReadAsync(dead.ConversationId)).Turns.Single().Turn.State);
        Assert.Equal((submission.TurnId, TurnState.Running), ((Guid?)own.Id, (await domain.ReadAsync(own.ConversationId)).Turns.Single().Turn.State));
    }

    private static async Task<(Turn Turn, ToolCall Call)> RunElsewhereAsync(TestDomain domain, string worker)
    {
        await domain.SubmitAsync("Go");
        var turn = (await domain.Get<TurnLog>().TakeNextAsync(CancellationToken.None))!;
        var call = await domain.Get<ToolCallLog>().BeginAsync(Request(turn.ConversationId) with { TurnId = turn.Id });
        await domain.Store.WriteAsync(async db =>
        {
            await db.Set<Turn>().Where(x => x.Id == turn.Id).ExecuteUpdateAsync(set => set.SetProperty(x => x.Runner, worker));
            await db.Set<ToolCall>().Where(x => x.Id == call.Id).ExecuteUpdateAsync(set => set.SetProperty(x => x.Runner, worker));
        });
        return (turn, call);
    }

    private static ToolRequest Request(Guid conversationId) =>
        new() { Name = "get_order", Arguments = "{}", Origin = ToolOrigin.Model, Person = People.Agent, ConversationId = conversationId };

    // the moment after the last decision was stored and before it was carried out
    private static Task<int> LeaveApprovedAsync(TestDomain domain, Draft draft, params string[] approvers) => domain.Store.WriteAsync(db =>
    {
        foreach (var id in approvers)
            db.Add(new Decision { Id = Id.Next(draft.PreparedAt), DraftId = draft.Id, Verdict = Verdict.Approved, PersonId = id, PersonName = id, At = draft.PreparedAt });
        return db.Set<Draft>().Where(x => x.Id == draft.Id).ExecuteUpdateAsync(set => set.SetProperty(x => x.State, DraftState.Approved));
    });
}
