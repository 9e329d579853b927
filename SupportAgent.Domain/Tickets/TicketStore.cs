using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Tickets;

/// <summary>Loads a ticket.</summary>
public static class TicketStore
{
    /// <summary>The ticket with an id such as <c>T-1001</c>, or null.</summary>
    public static async Task<Ticket?> FindTicketAsync(this SupportDb db, string ticketId, CancellationToken cancel = default) =>
        Ticket.NumberOf(ticketId) is { } number ? await db.Set<Ticket>().FirstOrDefaultAsync(x => x.Number == number, cancel) : null;
}
