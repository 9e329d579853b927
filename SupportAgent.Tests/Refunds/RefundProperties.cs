using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Execution;
using SupportAgent.Domain.Refunds;
using SupportAgent.Domain.Shop;
using SupportAgent.Tests.Infrastructure;
using Xunit;
using Xunit.Abstractions;

namespace SupportAgent.Tests.Refunds;

public sealed class RefundProperties(ITestOutputHelper output)
{
    private static readonly string[] Orders = ["#W2378156", "#W4817420", "#W6304490"];

    private enum Act
    {
        Prepare,
        Approve,
        Deny,
        Expire,
        Recover,
    }

    [Fact]
    public async Task Whatever_people_and_the_model_do_no_order_gives_back_more_than_was_paid_and_each_refund_was_approved()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var step =
            from act in Gen.Frequency((4, Gen.Constant(Act.Prepare)), (5, Gen.Constant(Act.Approve)), (1, Gen.Constant(Act.Deny)), (1, Gen.Constant(Act.Expire)), (1, Gen.Constant(Act.Recover)))
            from person in Gen.Elements(People.Staff.ToArray())
            from order in Gen.Elements(Orders)
            from cents in Gen.Choose(-100, 120_000)
            from pick in Gen.Choose(0, 3)
            select new Step(act, person, order, cents, pick);
        var runs = Prop.ForAll(step.ArrayOf(12).ToArbitrary(), steps => HoldsAsync(domain, steps).GetAwaiter().GetResult());
        runs.Check(output, cases: 25);
        Assert.True((await domain.Get<AuditVerification>().VerifyAsync()).IsSound);
    }

    private static async Task<bool> HoldsAsync(TestDomain domain, Step[] steps)
    {
        foreach (var step in steps) await DoAsync(domain, step);
        foreach (var id in Orders)
        {
            var order = await domain.OrderAsync(id);
            if (order.Left < Money.Zero(order.Currency)) return false;
            foreach (var entry in order.Ledger.Where(x => x.Kind == LedgerKind.Refund && x.DraftId is not null))
            {
                var draft = await domain.DraftAsync(entry.DraftId!.Value);
                var approvers = draft.Decisions.Where(x => x.Verdict == Verdict.Approved).Select(x => x.PersonId).Distinct().Count();
                if (draft.State != DraftState.Executed || approvers < draft.ApprovalsNeeded || draft.Amount.Minor != entry.AmountMinor) return false;
            }
        }

        // one audit record a call
        var (calls, records) = await domain.Store.ReadAsync(async db => (
            await db.Set<ToolCall>().CountAsync(), await db.Set<AuditRecord>().Where(x => x.ToolCallId != null).Select(x => x.ToolCallId).Distinct().CountAsync()));
        return calls == records;
    }

    private static async Task DoAsync(TestDomain domain, Step step)
    {
        switch (step.Act)
        {
            case Act.Prepare:
                await domain.CallAsync(RefundsPlugin.Prepare, new { order_id = step.Order, reason = "defective", amount = step.Cents / 100m }, person: step.Person);
                break;
            case Act.Approve when await PickAsync(domain, step) is { } draft:
                await domain.ApproveAsync(draft, step.Person);
                break;
            case Act.Deny when await PickAsync(domain, step) is { } draft:
                await domain.DenyAsync(draft, "No", step.Person);
                break;
            case Act.Expire:
                domain.Time.Advance(TimeSpan.FromMinutes(25));
                await domain.Get<DraftClerk>().ExpireAsync(CancellationToken.None);
                break;
            case Act.Recover:
                await domain.Get<DraftClerk>().ExecuteApprovedAsync(domain.Time.GetUtcNow().AddDays(1), CancellationToken.None);
                break;
        }
    }

    // also drafts that have come to their end
    private static Task<Draft?> PickAsync(TestDomain domain, Step step) =>
        domain.Store.ReadAsync(db => db.Set<Draft>().OrderByDescending(x => x.PreparedAt).ThenBy(x => x.Id).Skip(step.Pick).FirstOrDefaultAsync());

    private sealed record Step(Act Act, Actor Person, string Order, int Cents, int Pick);
}
