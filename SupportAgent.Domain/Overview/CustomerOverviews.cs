using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Shop;
using SupportAgent.Domain.Store;
using SupportAgent.Domain.Tickets;

namespace SupportAgent.Domain.Overview;

/// <summary>Reads what a person has to know of a customer.</summary>
public static class CustomerOverviews
{
    private const int MostOrders = 50;
    private const int MostTickets = 5;
    private const int MostNotes = 5;

    /// <summary>A customer at a glance; null when there is none with the id.</summary>
    public static async Task<CustomerOverview?> FindOverviewAsync(this SupportDb db, string customerId, DateTimeOffset now, CancellationToken cancel = default)
    {
        if (await db.FindCustomerAsync(customerId, cancel) is not { } customer) return null;
        var orders = await db.FindOrdersAsync(new OrderQuery { CustomerId = customer.Id, Size = MostOrders }, cancel);
        var ledger = await db.Set<Order>().Where(x => x.CustomerId == customer.Id).SelectMany(x => x.Ledger, (order, entry) => new Movement(order.Currency, entry.Kind, entry.AmountMinor, entry.At, entry.Reason)).ToListAsync(cancel);
        var open = db.Set<Ticket>().Where(x => x.CustomerId == customer.Id && x.Status != TicketStatus.Closed);
        var recent = ledger.Where(x => x.Kind == LedgerKind.Refund && x.At >= now.AddDays(-CustomerOverview.RefundDays) && x.Reason != LedgerReason.PaymentChanged).ToList();
        return new CustomerOverview
        {
            Customer = customer,
            Since = await db.Set<Order>().Where(x => x.CustomerId == customer.Id).Select(x => (DateTimeOffset?)x.PlacedAt).MinAsync(cancel),
            LifetimeValue = Sums(ledger, x => x.Kind == LedgerKind.Payment ? x.Minor : -x.Minor),
            Orders = orders.Rows,
            OrderCount = orders.Total,
            OpenTickets = await open.OrderByDescending(x => x.Number).Take(MostTickets)
                .Select(x => new TicketRow(x.Number, x.Subject, x.Category, x.Priority, x.Status, x.OrderId, x.CustomerId, x.AssigneeName, x.CreatedAt, x.CreatedByName, x.UpdatedAt)).ToListAsync(cancel),
            OpenTicketCount = await open.CountAsync(cancel),
            RecentRefunds = recent.Count,
            RecentRefunded = Sums(recent, x => x.Minor),
            Notes = await NotesAsync(db, customer.Id, cancel),
        };
    }

    private static async Task<IReadOnlyList<NoteLine>> NotesAsync(SupportDb db, string customerId, CancellationToken cancel)
    {
        var notes = await db.Set<TicketNote>()
            .Where(x => x.Kind == TicketNoteKind.Note && db.Set<Ticket>().Any(ticket => ticket.Number == x.TicketNumber && ticket.CustomerId == customerId))
            .OrderByDescending(x => x.Id).Take(MostNotes).ToListAsync(cancel);
        return [.. notes.Select(x => new NoteLine(Ticket.IdOf(x.TicketNumber), x))];
    }

    private static IReadOnlyList<Money> Sums(IEnumerable<Movement> movements, Func<Movement, long> minor) =>
        [.. movements.GroupBy(x => x.Currency, StringComparer.Ordinal).OrderBy(x => x.Key, StringComparer.Ordinal).Select(x => new Money(x.Sum(minor), x.Key))];

    private sealed record Movement(string Currency, LedgerKind Kind, long Minor, DateTimeOffset At, string? Reason);
}
