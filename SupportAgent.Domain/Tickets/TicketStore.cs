using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Tickets;

/// <summary>Loads a ticket and its history.</summary>
public static class TicketStore
{
    /// <summary>The ticket with an id such as <c>T-1001</c>, or null.</summary>
    public static async Task<Ticket?> FindTicketAsync(this SupportDb db, string ticketId, CancellationToken cancel = default) =>
        Ticket.NumberOf(ticketId) is { } number ? await db.Set<Ticket>().FirstOrDefaultAsync(x => x.Number == number, cancel) : null;

    /// <summary>The latest lines of a ticket's history, oldest first.</summary>
    /// <param name="db">The database.</param>
    /// <param name="ticket">The ticket.</param>
    /// <param name="count">Most lines.</param>
    /// <param name="kind">Only lines of this kind.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task<IReadOnlyList<TicketNote>> ListNotesAsync(this SupportDb db, Ticket ticket, int count, TicketNoteKind? kind = null, CancellationToken cancel = default)
    {
        var notes = await db.Set<TicketNote>().Where(x => x.TicketNumber == ticket.Number && (kind == null || x.Kind == kind))
            .OrderByDescending(x => x.Id).Take(count).ToListAsync(cancel);
        notes.Reverse();
        return notes;
    }
}
