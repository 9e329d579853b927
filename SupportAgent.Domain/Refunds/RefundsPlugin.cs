using System.ComponentModel;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Shop;
using SupportAgent.Domain.Shop.Changes;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Refunds;

/// <summary>The tools about refunds.</summary>
[ToolGroup(ToolGroup.Refunds)]
public sealed class RefundsPlugin(ActionDrafts drafts)
{
    /// <summary>The name of the tool that prepares.</summary>
    public const string Prepare = "prepare_refund";

    /// <summary>The name of the tool that executes.</summary>
    public const string Execute = "execute_refund";

    /// <summary>Makes a draft.</summary>
    [Tool(Prepare, ToolEffect.Prepare, "Prepare refund", IsAlwaysOffered = true)]
    [Description("Prepares a refund of an order for a person to approve. Nothing is paid by this: say that it waits for approval, never that it is done. " +
        "Use it when staff ask to refund an order and order and reason are known. Not for asking whether a refund is possible or what became of one: use get_refund_status.")]
    public async Task<ToolOutcome> PrepareRefund(
        [Description(ShopAnswers.OrderIdForm)] string order_id,
        [Description("Why: defective (broken, does not work), wrong_item, not_delivered, changed_mind. Ask when the person gave no reason.")] RefundReason reason,
        ToolContext context,
        [Description("How much, in the order's currency with at most its digits, such as 12.50. Leave it out for all that is left.")] decimal? amount = null,
        CancellationToken cancel = default)
    {
        if (await context.Db.FindOrderAsync(order_id, cancel) is not { } order) return ShopAnswers.NoOrder(order_id);
        var (action, violation) = RefundRules.Plan(order, amount, reason);
        if (action is null) return ToolOutcome.Refused(ErrorCode.PolicyViolation, violation!);

        var customer = (await context.Db.FindCustomerAsync(order.CustomerId, cancel))!;
        return await drafts.PrepareAsync(RefundPlans.Of(action, order, customer), context, cancel);
    }

    /// <summary>Carries out an approved draft: one ledger entry and the order's new version, in the invoker's transaction.</summary>
    [Tool(Execute, ToolEffect.Execute, "Execute refund", IsLong = true)]
    [Description("Pays an approved refund. It runs by itself once a person has approved the draft; never call it.")]
    public async Task<ToolOutcome> ExecuteRefund([Description("The token of the draft.")] string refund_token, ToolContext context, CancellationToken cancel = default)
    {
        var (action, refusal) = ActionDrafts.Open<RefundAction>(refund_token, context);
        if (action is null) return refusal!;
        var (order, customer, stale) = await OrderChange.OpenAsync(action.OrderId, context, cancel);
        if (stale is not null) return stale;
        if (RefundRules.Plan(order, action.Amount.Major, action.Reason) is (null, { } violation)) return ToolOutcome.Failed(ErrorCode.PolicyViolation, violation);

        var draft = context.ApprovedDraft!;
        order.Refund(customer, action.PaymentMethodId, action.Amount.Minor, new LedgerCause(context, JsonNamingPolicy.SnakeCaseLower.ConvertName(action.Reason.ToString())));
        order.Version++;
        return ToolOutcome.Succeeded(new
        {
            status = "executed",
            order_id = order.Id,
            amount = action.Amount,
            method = MethodLabel(customer, action.PaymentMethodId),
            approved_by = draft.DecidedBy,
            left = order.Left,
        });
    }

    /// <summary>What became of an order's refunds.</summary>
    [Tool("get_refund_status", ToolEffect.Read, "Look up refunds")]
    [Description("Tells what was paid, refunded and is left of an order, and what became of each refund that was prepared: waiting, executed, denied, expired. " +
        "Use it when asked about a refund of an order. Not for preparing one, and not for the order's delivery: use get_order_status.")]
    public async Task<ToolOutcome> GetRefundStatus([Description(ShopAnswers.OrderIdForm)] string order_id, ToolContext context, CancellationToken cancel = default)
    {
        if (await context.Db.FindOrderAsync(order_id, cancel) is not { } order) return ShopAnswers.NoOrder(order_id);
        var customer = await context.Db.FindCustomerAsync(order.CustomerId, cancel);
        var all = await context.Db.Set<Draft>().Include(x => x.Decisions.OrderBy(d => d.At))
            .Where(x => x.SubjectId == order.Id && x.PrepareTool == Prepare).OrderByDescending(x => x.PreparedAt).Take(20).ToListAsync(cancel);
        return ToolOutcome.Succeeded(new
        {
            order_id = order.Id,
            paid = order.Paid,
            refunded = order.Refunded,
            left = order.Left,
            refunds = all.Select(x => Describe(x, customer, context.Now)).ToList(),
        });
    }

    private static object Describe(Draft draft, Customer? customer, DateTimeOffset now)
    {
        var action = JsonSerializer.Deserialize<RefundAction>(draft.Action, Json.Options)!;
        var last = draft.Decisions.LastOrDefault();
        return new
        {
            status = draft.StateAsOf(now).Word(),
            amount = draft.Amount,
            reason = action.Reason,
            method = MethodLabel(customer, action.PaymentMethodId),
            prepared_at = draft.PreparedAt,
            decided_by = last?.PersonName,
            decided_at = last?.At,
            denial_reason = last?.Verdict == Verdict.Denied ? last.Note : null,
        };
    }

    private static string MethodLabel(Customer? customer, string methodId) => customer?.MethodLabel(methodId) ?? methodId;
}
