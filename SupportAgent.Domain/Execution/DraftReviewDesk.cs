using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Policies;
using SupportAgent.Domain.Shop;
using SupportAgent.Domain.Store;
using SupportAgent.Domain.Texts;

namespace SupportAgent.Domain.Execution;

/// <summary>Gathers what people should know before they decide about drafts: risks, the agent's own words, the shop's rule, who may approve.</summary>
public sealed class DraftReviewDesk(SupportStore store, PolicyLibrary policies, ApprovalPolicy policy, TimeProvider time)
{
    /// <summary>How far back refunds of a customer count.</summary>
    public static readonly TimeSpan RefundsBack = TimeSpan.FromDays(90);

    /// <summary>How far back a changed address counts.</summary>
    public static readonly TimeSpan AddressBack = TimeSpan.FromDays(30);

    private const int MostApprovers = 20;
    private const int WordsLength = 400;

    private static readonly string[] AddressTools = ["execute_update_customer_address", "execute_update_shipping_address"];

    // the file and the passage in it that each action answers to
    private static readonly Dictionary<string, (string Policy, int Passage)> Clauses = new(StringComparer.Ordinal)
    {
        ["execute_refund"] = ("refunds", 2),
        ["execute_cancel_order"] = ("cancellations", 0),
        ["execute_update_shipping_address"] = ("changing-an-order", 0),
        ["execute_change_items"] = ("changing-an-order", 1),
        ["execute_change_payment"] = ("changing-an-order", 2),
        ["execute_update_customer_address"] = ("changing-an-order", 3),
        ["execute_return"] = ("returns", 3),
        ["execute_exchange"] = ("exchanges", 1),
        ["execute_voucher"] = ("vouchers", 0),
    };

    /// <summary>The review of each draft, by its id.</summary>
    public Task<IReadOnlyDictionary<Guid, DraftReview>> OfAsync(IReadOnlyCollection<Draft> drafts, CancellationToken cancel = default) => drafts.Count == 0
        ? Task.FromResult<IReadOnlyDictionary<Guid, DraftReview>>(new Dictionary<Guid, DraftReview>())
        : store.ReadAsync<IReadOnlyDictionary<Guid, DraftReview>>(async db =>
        {
            var data = await ReadAsync(db, drafts, cancel);
            return drafts.ToDictionary(x => x.Id, x => ReviewOf(x, data));
        }, cancel);

    // a handful of queries for any number of drafts
    private async Task<Data> ReadAsync(SupportDb db, IReadOnlyCollection<Draft> drafts, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var (refundsFrom, addressFrom) = (now - RefundsBack, now - AddressBack);
        var orders = drafts.Select(x => x.SubjectId).Distinct(StringComparer.Ordinal).ToList();
        var customers = drafts.Select(x => x.CustomerId).Distinct(StringComparer.Ordinal).ToList();
        var callIds = drafts.Select(x => x.ToolCallId).ToList();
        var calls = await db.Set<ToolCall>().Where(x => callIds.Contains(x.Id)).Select(x => new CallOf(x.Id, x.TurnId, x.Round, x.Result)).ToListAsync(cancel);
        var turns = calls.Select(x => x.TurnId).OfType<Guid>().ToList();
        return new Data(
            (await db.Set<Order>().Include(x => x.Ledger).Where(x => orders.Contains(x.Id)).ToListAsync(cancel)).ToDictionary(x => x.Id, StringComparer.Ordinal),
            (await db.Set<LedgerEntry>().Where(x => x.Kind == LedgerKind.Refund && x.At >= refundsFrom && x.DraftId != null)
                .Join(db.Set<Order>().Where(x => customers.Contains(x.CustomerId)), x => x.OrderId, x => x.Id, (entry, order) => new Refunded(order.CustomerId, entry.AmountMinor, order.Currency))
                .ToListAsync(cancel)).ToLookup(x => x.CustomerId, StringComparer.Ordinal),
            (await db.Set<Draft>().Where(x => x.State == DraftState.Executed && x.StateAt >= addressFrom && AddressTools.Contains(x.ExecuteTool) && customers.Contains(x.CustomerId))
                .Select(x => x.CustomerId).Distinct().ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal),
            (await db.Set<LedgerEntry>().Where(x => x.Kind == LedgerKind.Payment)
                .Join(db.Set<Order>().Where(x => customers.Contains(x.CustomerId)), x => x.OrderId, x => x.Id, (entry, _) => entry.PaymentMethodId)
                .Distinct().ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal),
            calls.ToDictionary(x => x.Id),
            (await db.Set<Message>().Where(x => turns.Contains(x.TurnId) && x.Speaker == Speaker.Agent).Select(x => new Words(x.TurnId, x.Round, x.Text)).ToListAsync(cancel)).ToLookup(x => x.TurnId),
            await ApproversAsync(db, now, cancel));
    }

    private static async Task<IReadOnlyList<Actor>> ApproversAsync(SupportDb db, DateTimeOffset now, CancellationToken cancel)
    {
        var locked = StaffRights.LockedFrom(now);
        var people = await db.Users.Where(x => x.LockoutEnd == null || x.LockoutEnd < locked)
            .Join(db.UserRoles, x => x.Id, x => x.UserId, (person, role) => new { person.Id, person.DisplayName, role.RoleId })
            .Join(db.Roles.Where(x => x.Name == Role.Approver), x => x.RoleId, x => x.Id, (person, _) => new { person.Id, person.DisplayName })
            .OrderBy(x => x.DisplayName).Take(MostApprovers).ToListAsync(cancel);
        return [.. people.Select(x => new Actor(x.Id, x.DisplayName, new HashSet<string>(StringComparer.Ordinal) { Role.Approver }))];
    }

    private DraftReview ReviewOf(Draft draft, Data data)
    {
        var hints = Hints(draft, data).OrderByDescending(x => x.Level).ToList();
        var call = data.Calls.GetValueOrDefault(draft.ToolCallId);
        return new(
            hints.Count > 0 ? hints[0].Level : RiskLevel.Low,
            hints,
            call?.TurnId is { } turn ? WordsAt(data.Words[turn], call.Round) : null,
            call?.Result,
            ClauseOf(draft),
            [.. data.Approvers.Where(x => policy.WhyNot(x, draft) is null).Select(x => x.Name)]);
    }

    private IEnumerable<RiskHint> Hints(Draft draft, Data data)
    {
        var moves = draft.Amount.Minor > 0;
        if (draft.ApprovalsNeeded > 1) yield return new(RiskLevel.High, ReviewTexts.TwoDecide);
        else if (policy.NeedsApprover(draft.Amount)) yield return new(RiskLevel.Medium, ReviewTexts.AboveStaff);

        if (moves && data.ChangedAddress.Contains(draft.CustomerId)) yield return new(RiskLevel.High, ReviewTexts.AddressChanged.With(AddressBack.Days));
        if (AddressTools.Contains(draft.ExecuteTool)) yield return new(RiskLevel.Medium, ReviewTexts.OtherPlace);
        if (moves && MethodOf(draft) is { } method && !data.Methods.Contains(method)) yield return new(RiskLevel.High, ReviewTexts.NewMethod);

        if (draft.ExecuteTool == "execute_refund" && data.Orders.GetValueOrDefault(draft.SubjectId) is { } order && order.Paid.Minor > 0)
        {
            var percent = 100 * (order.Refunded.Minor + draft.Amount.Minor) / order.Paid.Minor;
            if (percent >= 50) yield return new(RiskLevel.Medium, percent >= 100 ? ReviewTexts.AllGoesBack : ReviewTexts.ShareGoesBack.With(percent));
        }

        var before = data.Refunds[draft.CustomerId].ToList();
        if (before.Count == 0 || !moves) yield break;
        var sums = Wording.Joined(before.GroupBy(x => x.Currency, StringComparer.Ordinal).Select(x => new Money(x.Sum(refund => refund.Minor), x.Key).ForReader()));
        yield return new(
            before.Count >= 4 ? RiskLevel.High : before.Count >= 2 ? RiskLevel.Medium : RiskLevel.Low,
            (before.Count == 1 ? ReviewTexts.OneRefundBefore : ReviewTexts.RefundsBefore).With(before.Count, RefundsBack.Days, sums));
    }

    private DraftFact? ClauseOf(Draft draft) =>
        Clauses.TryGetValue(draft.ExecuteTool, out var at) && policies.Find(at.Policy)?.Passages.ElementAtOrDefault(at.Passage) is { } passage
            ? new($"{passage.Title}: {passage.Section}", passage.Text, passage.Link)
            : null;

    // what it said beside the call, or else when it had the result
    private static string? WordsAt(IEnumerable<Words> words, int round) =>
        words.Where(x => x.Round == round || x.Round == round + 1).OrderBy(x => x.Round).Select(x => Text.Shorten(x.Text, WordsLength)).FirstOrDefault();

    private static string? MethodOf(Draft draft)
    {
        try
        {
            using var action = JsonDocument.Parse(draft.Action);
            return action.RootElement.TryGetProperty("payment_method_id", out var method) ? method.GetString() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private sealed record CallOf(Guid Id, Guid? TurnId, int Round, string? Result);

    private sealed record Refunded(string CustomerId, long Minor, string Currency);

    private sealed record Words(Guid TurnId, int Round, string Text);

    private sealed record Data(
        IReadOnlyDictionary<string, Order> Orders,
        ILookup<string, Refunded> Refunds,
        IReadOnlySet<string> ChangedAddress,
        IReadOnlySet<string> Methods,
        IReadOnlyDictionary<Guid, CallOf> Calls,
        ILookup<Guid, Words> Words,
        IReadOnlyList<Actor> Approvers);
}
