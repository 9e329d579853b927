using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Execution;
using SupportAgent.Domain.Refunds;
using SupportAgent.Domain.Shop;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Refunds;

public sealed class RefundStormTests
{
    private const string OrderId = "#W2378156";

    [Fact]
    public async Task Many_people_at_one_order_at_once_never_give_back_more_than_was_paid_and_nothing_is_done_twice()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(person => Task.Run(() => WorkAsync(domain, person))));

        var order = await domain.OrderAsync();
        var refunds = order.Ledger.Where(x => x.Kind == LedgerKind.Refund).ToList();
        Assert.NotEmpty(refunds);
        Assert.True(order.Left.Minor >= 0);
        Assert.Equal(refunds.Count + 1, order.Version);
        foreach (var refund in refunds)
        {
            var draft = await domain.DraftAsync(refund.DraftId!.Value);
            Assert.Equal((DraftState.Executed, refund.AmountMinor), (draft.State, draft.Amount.Minor));
            Assert.True(draft.Decisions.Count(x => x.Verdict == Verdict.Approved) >= draft.ApprovalsNeeded);
        }

        var records = await domain.AuditAsync();
        Assert.Equal(refunds.Count, records.Count(x => x is { Action: RefundsPlugin.Execute, Outcome: "succeeded" }));
        Assert.All(records.Where(x => x.ToolCallId is not null).GroupBy(x => x.ToolCallId), x => Assert.Single(x));
        Assert.True((await domain.Get<AuditVerification>().VerifyAsync()).IsSound);
    }

    // prepares, then decides about its own draft together with somebody who does the same, while another recovers
    private static async Task WorkAsync(TestDomain domain, int person)
    {
        for (var round = 0; round < 5; round++)
        {
            var amount = 40 + (100 * person) + round;
            var call = await domain.CallAsync(RefundsPlugin.Prepare, new { order_id = OrderId, reason = "defective", amount });
            if (call.Status != ToolCallStatus.AwaitingApproval) continue;
            var draft = await domain.DraftAsync(call.DraftId!.Value);
            await Task.WhenAll(
                domain.ApproveAsync(draft, People.Approver),
                domain.ApproveAsync(draft, People.OtherApprover),
                round == 3 ? domain.DenyAsync(draft, "No", People.Agent) : domain.ApproveAsync(draft, People.Approver),
                domain.Get<DraftClerk>().ExecuteApprovedAsync(domain.Time.GetUtcNow().AddDays(1), CancellationToken.None));
        }
    }
}
