using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Execution;
using SupportAgent.Domain.Refunds;
using SupportAgent.Domain.Tools;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Approvals;

public sealed class DecisionTests
{
    [Fact]
    public async Task What_was_approved_cannot_be_denied_afterwards()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var draft = await domain.PrepareAsync(20);
        await domain.ApproveAsync(draft);
        var late = await domain.DenyAsync(draft, person: People.OtherApprover);
        Assert.Equal((DecisionResult.AlreadyDecided, DraftState.Executed), (late.Result, late.Draft!.State));
        Assert.Contains(People.Approver.Name, late.Message, StringComparison.Ordinal);
        Assert.Equal(2000, (await domain.OrderAsync()).Refunded.Minor);
    }

    [Fact]
    public async Task One_denial_ends_a_draft_that_one_of_two_has_approved()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var draft = await domain.PrepareAsync(1500);
        await domain.ApproveAsync(draft);
        Assert.Equal(DraftState.Denied, (await domain.DenyAsync(draft, "No", People.Agent)).Draft!.State);
        Assert.Equal(DecisionResult.AlreadyDecided, (await domain.ApproveAsync(draft, People.OtherApprover)).Result);
        Assert.Equal(0, (await domain.OrderAsync()).Refunded.Minor);
    }

    [Fact]
    public async Task Of_approvals_and_denials_at_once_the_first_counts_and_the_others_hear_it()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        for (var i = 1; i <= 5; i++)
        {
            var draft = await domain.PrepareAsync(i);
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(x => Task.Run(() =>
                x % 2 == 0 ? domain.ApproveAsync(draft, People.Staff[x / 2]) : domain.DenyAsync(draft, "No", People.Staff[x / 2]))));
            var state = (await domain.DraftAsync(draft.Id)).State;
            Assert.Single(outcomes, x => x.Result == DecisionResult.Recorded);
            Assert.Equal(7, outcomes.Count(x => x.Result == DecisionResult.AlreadyDecided));
            Assert.Equal(state == DraftState.Executed ? 1 : 0, (await domain.OrderAsync()).Ledger.Count(x => x.DraftId == draft.Id));
            Assert.Contains(state, new[] { DraftState.Executed, DraftState.Denied });
        }
    }

    [Fact]
    public async Task Of_many_people_at_once_two_count_where_two_are_needed()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var draft = await domain.PrepareAsync(1500);
        var people = new[] { People.Approver, People.OtherApprover };
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 12).Select(x => Task.Run(() => domain.ApproveAsync(draft, people[x % 2]))));
        Assert.Equal(2, outcomes.Count(x => x.Result == DecisionResult.Recorded));
        Assert.Equal(2, (await domain.DraftAsync(draft.Id)).Decisions.Count);
        Assert.Equal(150_000, (await domain.OrderAsync()).Refunded.Minor);
    }

    [Fact]
    public async Task A_locked_account_decides_about_nothing()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var draft = await domain.PrepareAsync(20);
        await domain.Store.WriteAsync(async db => (await db.Users.FindAsync(People.Approver.Id))!.LockoutEnd = DateTimeOffset.MaxValue);
        Assert.Equal(DecisionResult.NotPermitted, (await domain.ApproveAsync(draft)).Result);
        Assert.Equal(DecisionResult.NotPermitted, (await domain.DenyAsync(draft)).Result);
        Assert.Equal(DraftState.Pending, (await domain.DraftAsync(draft.Id)).State);
    }

    [Fact]
    public async Task Roles_that_a_page_or_a_token_claims_count_for_nothing()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var draft = await domain.PrepareAsync(500);
        var boaster = People.Agent with { Roles = new HashSet<string> { Role.Approver, Role.Admin } };
        Assert.Equal(DecisionResult.NotPermitted, (await domain.ApproveAsync(draft, boaster)).Result);
        Assert.Equal(DecisionResult.NotPermitted, (await domain.ApproveAsync(draft, new Actor("nobody", "Nobody", new HashSet<string> { Role.Approver }))).Result);
        Assert.Equal(DecisionResult.NotPermitted, (await domain.ApproveAsync(draft, Actor.System)).Result);
        Assert.Equal(0, (await domain.OrderAsync()).Refunded.Minor);
    }

    [Fact]
    public async Task One_without_a_role_prepares_nothing()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var visitor = new Actor("visitor", "Vic", new HashSet<string>());
        var call = await domain.CallAsync(RefundsPlugin.Prepare, new { order_id = "#W2378156", reason = "defective" }, person: visitor);
        Assert.Equal((ToolCallStatus.Rejected, ErrorCode.NotPermitted), (call.Status, call.Code));
        Assert.Equal(0, await domain.Store.ReadAsync(db => db.Set<Draft>().CountAsync()));
    }

    [Fact]
    public async Task A_draft_that_does_not_exist_is_said_not_to()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        Assert.Equal(DecisionResult.NotFound, (await domain.Get<DecisionDesk>().ApproveAsync(Guid.NewGuid(), People.Approver, note: null)).Result);
    }

    [Fact]
    public async Task Until_the_last_moment_a_draft_can_be_approved_and_from_then_on_not()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var (early, late) = (await domain.PrepareAsync(20), await domain.PrepareAsync(30, order: "#W4817420"));
        domain.Time.Advance(TimeSpan.FromMinutes(60) - TimeSpan.FromTicks(1));
        Assert.Equal(DecisionResult.Recorded, (await domain.ApproveAsync(early)).Result);
        domain.Time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(DecisionResult.Expired, (await domain.ApproveAsync(late)).Result);
        Assert.Equal(DecisionResult.Expired, (await domain.DenyAsync(late)).Result);
    }
}
