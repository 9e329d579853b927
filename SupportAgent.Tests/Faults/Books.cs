using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Payments;
using SupportAgent.Domain.Refunds;
using SupportAgent.Domain.Shop;
using SupportAgent.Domain.Store;
using SupportAgent.Tests.Payments;

namespace SupportAgent.Tests.Faults;

/// <summary>Looks through all that is stored when nothing is under way any more, and says whatever does not add up.</summary>
internal sealed class Books(SupportStore store, AuditVerification verification)
{
    private readonly List<string> _problems = [];

    /// <param name="acknowledged">Drafts whose approval was confirmed to a person.</param>
    /// <param name="gateway">The gateway, where one was used.</param>
    public async Task<IReadOnlyList<string>> CheckAsync(IEnumerable<Guid> acknowledged, FakeGateway? gateway = null)
    {
        await store.ReadAsync(async db =>
        {
            var drafts = await db.Set<Draft>().Include(x => x.Decisions).ToListAsync();
            CheckDrafts(drafts, await db.Set<LedgerEntry>().Where(x => x.DraftId != null).ToListAsync());
            CheckAcknowledged(drafts.ToDictionary(x => x.Id), acknowledged);
            if (gateway is not null) CheckGateway(drafts, gateway);
            CheckOrders(await db.Set<Order>().Include(x => x.Ledger).ToListAsync());
            await CheckCallsAsync(db);
            return true;
        });
        if (!(await verification.VerifyAsync()).IsSound) _problems.Add("the audit's chain is broken");
        return _problems;
    }

    private void CheckDrafts(List<Draft> drafts, List<LedgerEntry> entries)
    {
        var paid = entries.ToLookup(x => x.DraftId!.Value);
        foreach (var draft in drafts)
        {
            var own = paid[draft.Id].ToList();
            if (draft.State is DraftState.Approved or DraftState.Executing) _problems.Add($"{draft.Id} is approved and has no outcome");
            if (draft.ExecuteTool == RefundsPlugin.Execute) CheckRefund(draft, own);
            if (own.Count > 0 && draft.State != DraftState.Executed) _problems.Add($"{draft.Id} is {draft.State} with {own.Count} ledger entries");
            if (draft.State == DraftState.Executed && draft.Decisions.Count(x => x.Verdict == Verdict.Approved) < draft.ApprovalsNeeded) _problems.Add($"{draft.Id} paid without approval");
        }

        var known = drafts.Select(x => x.Id).ToHashSet();
        _problems.AddRange(entries.Where(x => !known.Contains(x.DraftId!.Value)).Select(x => $"a ledger entry of {x.OrderId} has no draft"));
    }

    private void CheckRefund(Draft draft, List<LedgerEntry> entries)
    {
        if (entries.Count > 1) _problems.Add($"{draft.Id} was refunded {entries.Count} times");
        if (draft.State == DraftState.Executed && entries.Count == 0) _problems.Add($"{draft.Id} is executed without ledger entries");
        if (entries.Count > 0 && entries[0].AmountMinor != draft.Amount.Minor) _problems.Add($"{draft.Id} paid another amount than was approved");
    }

    private void CheckAcknowledged(Dictionary<Guid, Draft> drafts, IEnumerable<Guid> acknowledged)
    {
        foreach (var id in acknowledged)
            if (drafts[id].State is not (DraftState.Executed or DraftState.Failed)) _problems.Add($"the approval of {id} was confirmed, and is lost: {drafts[id].State}");
    }

    private void CheckGateway(List<Draft> drafts, FakeGateway gateway)
    {
        var effects = gateway.Effects.ToLookup(x => x.Key);
        foreach (var draft in drafts)
        {
            var own = effects[draft.Id.ToString("n")].Count();
            if (own != (draft.State == DraftState.Executed ? 1 : 0)) _problems.Add($"{draft.Id} is {draft.State}, and the gateway paid {own} times");
        }

        var keys = drafts.Select(x => x.Id.ToString("n")).ToHashSet();
        _problems.AddRange(effects.Where(x => !keys.Contains(x.Key)).Select(x => $"the gateway paid {x.Key}, which is no draft"));
        _problems.AddRange(gateway.Conflicts.Select(x => $"the gateway saw {x} with different contents"));
    }

    private void CheckOrders(List<Order> orders)
    {
        foreach (var order in orders)
        {
            var executed = order.Ledger.Where(x => x.DraftId is not null).Select(x => x.DraftId).Distinct().Count();
            if (order.Left.Minor < 0) _problems.Add($"{order.Id} gave back more than was paid");
            if (order.Version < executed + 1) _problems.Add($"{order.Id} has version {order.Version} after {executed} changes");
        }
    }

    private async Task CheckCallsAsync(SupportDb db)
    {
        var calls = await db.Set<ToolCall>().ToListAsync();
        var records = (await db.Set<AuditRecord>().Where(x => x.ToolCallId != null).Select(x => x.ToolCallId!.Value).ToListAsync()).CountBy(x => x).ToDictionary();
        _problems.AddRange(calls.Where(x => x.Status == ToolCallStatus.Running).Select(x => $"{x.Name} {x.Id} still runs"));
        _problems.AddRange(calls.Where(x => records.GetValueOrDefault(x.Id) != 1).Select(x => $"{x.Name} {x.Id} has {records.GetValueOrDefault(x.Id)} audit records"));
        if (await db.Set<Payment>().AnyAsync(x => x.State == PaymentState.Open)) _problems.Add("a payment is open still");
        _problems.AddRange((await db.Database.SqlQuery<string>($"PRAGMA integrity_check").ToListAsync()).Where(x => x != "ok"));
    }
}
