using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Shop;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Reports;

/// <summary>Reads how the desk did, for admins and approvers.</summary>
public sealed class ReportDesk(SupportStore store, TimeProvider time)
{
    /// <summary>Longest period, in days.</summary>
    public const int MostDays = 366;

    // rows that are read for a median or a sum by day; a shop with more gets those of late
    private const int MostRows = 50_000;

    /// <summary>The report of the last days; null when the person may not see it.</summary>
    /// <param name="days">How many days back, from 1.</param>
    /// <param name="person">Who asks.</param>
    /// <param name="cancel">To give up.</param>
    public async Task<DeskReport?> ReadAsync(int days, Actor person, CancellationToken cancel = default)
    {
        if (!person.IsIn(Role.Admin, Role.Approver)) return null;
        var to = time.GetUtcNow();
        var from = to.AddDays(-Math.Clamp(days, 1, MostDays));
        return await store.ReadAsync(async db => new DeskReport(
            from,
            to,
            await db.Set<Conversation>().CountAsync(x => x.CreatedAt >= from, cancel),
            await db.Set<HandOver>().CountAsync(x => x.At >= from, cancel),
            await db.Set<Turn>().CountAsync(x => x.CreatedAt >= from && x.DraftId == null, cancel),
            await db.Set<Turn>().CountAsync(x => x.CreatedAt >= from && x.DraftId == null && (x.State == TurnState.Failed || x.State == TurnState.Limited || x.State == TurnState.Interrupted), cancel),
            await ToolsAsync(db, from, cancel),
            await ApprovalsAsync(db, from, to, cancel),
            await RefundsAsync(db, from, cancel),
            await ModelsAsync(db, from, cancel)), cancel);
    }

    private static async Task<IReadOnlyList<ToolReport>> ToolsAsync(SupportDb db, DateTimeOffset from, CancellationToken cancel)
    {
        var tools = await db.Set<AuditRecord>().Where(x => x.At >= from && x.Kind == AuditKind.ToolCall)
            .GroupBy(x => x.Action)
            .Select(x => new { x.Key, Calls = x.Count(), Failures = x.Count(call => call.Outcome == "failed" || call.Outcome == "rejected" || call.Outcome == "timed_out"), Average = x.Average(call => call.DurationMs) })
            .OrderByDescending(x => x.Calls).Take(50).ToListAsync(cancel);
        return [.. tools.Select(x => new ToolReport(x.Key, x.Calls, x.Failures, x.Average ?? 0))];
    }

    private static async Task<ApprovalReport> ApprovalsAsync(SupportDb db, DateTimeOffset from, DateTimeOffset now, CancellationToken cancel)
    {
        var prepared = db.Set<Draft>().Where(x => x.PreparedAt >= from);
        var states = await prepared.GroupBy(x => x.State).Select(x => new { x.Key, Count = x.Count() }).ToDictionaryAsync(x => x.Key, x => x.Count, cancel);
        var waiting = await prepared.CountAsync(x => x.State == DraftState.Pending && x.ExpiresAt > now, cancel);
        var times = await prepared.Where(x => x.Decisions.Any()).OrderByDescending(x => x.PreparedAt).Take(MostRows)
            .Select(x => new { x.PreparedAt, At = x.Decisions.Max(d => d.At) }).ToListAsync(cancel);
        int Of(params DraftState[] which) => which.Sum(x => states.GetValueOrDefault(x));
        return new(
            states.Values.Sum(),
            Of(DraftState.Approved, DraftState.Executing, DraftState.Executed, DraftState.Failed),
            Of(DraftState.Denied),
            Of(DraftState.Expired, DraftState.Stale, DraftState.Superseded) + Of(DraftState.Pending) - waiting,
            waiting,
            times.Count == 0 ? null : times.Select(x => x.At - x.PreparedAt).Order().ElementAt(times.Count / 2));
    }

    private static async Task<IReadOnlyList<RefundReport>> RefundsAsync(SupportDb db, DateTimeOffset from, CancellationToken cancel)
    {
        var refunds = await db.Set<LedgerEntry>().Where(x => x.Kind == LedgerKind.Refund && x.DraftId != null && x.At >= from)
            .Join(db.Set<Order>(), x => x.OrderId, x => x.Id, (entry, order) => new { entry.At, entry.AmountMinor, entry.Reason, order.Currency })
            .OrderByDescending(x => x.At).Take(MostRows).ToListAsync(cancel);
        return [.. refunds
            .GroupBy(x => (Day: DateOnly.FromDateTime(x.At.UtcDateTime), Reason: x.Reason ?? "", x.Currency))
            .Select(x => new RefundReport(x.Key.Day, x.Key.Reason, x.Count(), new Money(x.Sum(refund => refund.AmountMinor), x.Key.Currency)))
            .OrderBy(x => x.Day).ThenBy(x => x.Reason, StringComparer.Ordinal)];
    }

    private static async Task<IReadOnlyList<ModelReport>> ModelsAsync(SupportDb db, DateTimeOffset from, CancellationToken cancel)
    {
        var models = await db.Set<Round>().Where(x => x.At >= from).GroupBy(x => x.Model)
            .Select(x => new { x.Key, Rounds = x.Count(), Input = x.Sum(round => round.InputTokens), Output = x.Sum(round => round.OutputTokens), Cost = x.Sum(round => round.CostMicroDollars), Told = x.Any(round => round.CostMicroDollars != null) })
            .ToListAsync(cancel);
        return [.. models.Select(x => new ModelReport(x.Key, x.Rounds, x.Input, x.Output, x.Told ? x.Cost : null)).OrderByDescending(x => x.InputTokens + x.OutputTokens)];
    }
}
