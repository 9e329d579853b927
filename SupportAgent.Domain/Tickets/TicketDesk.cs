using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Store;
using SupportAgent.Domain.Texts;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Tickets;

/// <summary>
/// What can be done with a ticket that exists, with the rules for it. The tools work in the transaction of the invoker, which records their call;
/// for the page, each act is one transaction with its audit record. Whoever acts, the history of the ticket tells of it.
/// </summary>
public sealed class TicketDesk(SupportStore store, AuditLog audit, ChangeFeed feed, TimeProvider time)
{
    /// <summary>A person adds a note on the page.</summary>
    public Task<TicketOutcome> AddNoteAsync(string ticketId, string text, Actor person) =>
        ActAsync(person, TicketsPlugin.AddNote, new { ticket_id = ticketId, note = text }, (db, now) => AddNoteAsync(db, ticketId, text, person, now, CancellationToken.None));

    /// <summary>A person changes a ticket on the page.</summary>
    public Task<TicketOutcome> UpdateAsync(string ticketId, TicketChange change, Actor person) =>
        ActAsync(
            person, TicketsPlugin.Update, new { ticket_id = ticketId, status = change.Status, priority = change.Priority, assignee = change.Assignee },
            (db, now) => UpdateAsync(db, ticketId, change, person, now, CancellationToken.None));

    /// <summary>Adds a note, in a transaction of the caller. Closed tickets take notes as well.</summary>
    public static async Task<TicketOutcome> AddNoteAsync(SupportDb db, string ticketId, string text, Actor person, DateTimeOffset now, CancellationToken cancel)
    {
        var note = Text.WellFormed(text.Trim());
        if (note.Length == 0) return TicketOutcome.Refused(ErrorCode.InvalidArguments, TicketDeskTexts.NoteNeedsText);
        if (note.Length > TicketNote.TextLength) return TicketOutcome.Refused(ErrorCode.InvalidArguments, TicketDeskTexts.NoteTooLong.With(TicketNote.TextLength, note.Length));
        if (await db.FindTicketAsync(ticketId, cancel) is not { } ticket) return NoTicket(ticketId);
        Write(db, ticket, TicketNoteKind.Note, note, person, now);
        return new TicketOutcome(ticket);
    }

    /// <summary>Changes a ticket, in a transaction of the caller.</summary>
    public static async Task<TicketOutcome> UpdateAsync(SupportDb db, string ticketId, TicketChange change, Actor person, DateTimeOffset now, CancellationToken cancel)
    {
        if (change is { Status: null, Priority: null, Assignee: null }) return TicketOutcome.Refused(ErrorCode.InvalidArguments, TicketDeskTexts.SayWhat);
        if (await db.FindTicketAsync(ticketId, cancel) is not { } ticket) return NoTicket(ticketId);
        var (assignee, refusal) = await AssigneeAsync(db, change.Assignee, person, now, cancel);
        if (refusal is not null) return refusal;

        var changes = new List<string>();
        if (change.Status is { } status && status != ticket.Status)
        {
            changes.Add($"Status: {Word(ticket.Status)} → {Word(status)}");
            ticket.Status = status;
        }

        if (change.Priority is { } priority && priority != ticket.Priority)
        {
            changes.Add($"Priority: {Word(ticket.Priority)} → {Word(priority)}");
            ticket.Priority = priority;
        }

        if (change.Assignee is not null && assignee?.Id != ticket.AssigneeId)
        {
            changes.Add($"Assignee: {ticket.AssigneeName ?? TicketChange.Nobody} → {assignee?.Name ?? TicketChange.Nobody}");
            (ticket.AssigneeId, ticket.AssigneeName) = (assignee?.Id, assignee?.Name);
        }

        if (changes.Count == 0) return TicketOutcome.Refused(ErrorCode.PolicyViolation, TicketDeskTexts.NothingToChange.With(ticket.Id));
        foreach (var line in changes) Write(db, ticket, TicketNoteKind.Change, line, person, now);
        return new TicketOutcome(ticket);
    }

    /// <summary>Who has to hear of a change: those who look at the ticket, at its order or at its customer.</summary>
    internal static IEnumerable<Topic> TopicsOf(Ticket ticket) =>
        new[] { ticket.OrderId, ticket.CustomerId }.OfType<string>().Select(Topic.Subject).Prepend(Topic.Ticket(ticket.Id));

    /// <summary>There is no such ticket.</summary>
    internal static TicketOutcome NoTicket(string ticketId) => TicketOutcome.Refused(
        ErrorCode.NotFound, TicketDeskTexts.NoTicket.With(Text.Shorten(ticketId, 40)));

    private async Task<TicketOutcome> ActAsync(Actor person, string action, object arguments, Func<SupportDb, DateTimeOffset, Task<TicketOutcome>> act)
    {
        var outcome = await store.WriteAsync(async db =>
        {
            var now = time.GetUtcNow();
            if (await db.FindStaffAsync(person.Id, now) is not { } actor)
                return TicketOutcome.Refused(ErrorCode.NotPermitted, TicketDeskTexts.NotAnyMore);
            var done = await act(db, now);
            if (done.Ticket is { } ticket)
            {
                await audit.AppendAsync(db, new AuditEntry(AuditKind.Ticket, action, "succeeded", "person", actor)
                {
                    Arguments = Json.Write(arguments),
                    Result = Json.Write(TicketsPlugin.State(ticket)),
                });
            }

            return done;
        });
        if (outcome.Ticket is { } changed) feed.Publish([.. TopicsOf(changed)]);
        return outcome;
    }

    private static async Task<(StaffName? Assignee, TicketOutcome? Refusal)> AssigneeAsync(SupportDb db, string? wanted, Actor person, DateTimeOffset now, CancellationToken cancel)
    {
        var name = Text.WellFormed(wanted?.Trim() ?? "");
        if (wanted is null || Is(name, TicketChange.Nobody)) return (null, null);
        var email = name.Normalize().ToUpperInvariant();
        var found = Is(name, TicketChange.Me) ? db.Users.Where(x => x.Id == person.Id) : db.Users.Where(x => x.NormalizedEmail == email);
        var account = await found.Select(x => new { x.Id, x.DisplayName, x.Email, x.LockoutEnd }).FirstOrDefaultAsync(cancel);
        if (account is null)
        {
            return (null, TicketOutcome.Refused(
                ErrorCode.NotFound, TicketDeskTexts.NoAccount.With(Text.Shorten(name, 60), TicketChange.Me, TicketChange.Nobody)));
        }

        if (StaffRights.IsLocked(account.LockoutEnd, now))
            return (null, TicketOutcome.Refused(ErrorCode.PolicyViolation, TicketDeskTexts.AccountLocked.With(account.DisplayName)));
        return await db.FindStaffAsync(account.Id, now, cancel) is null
            ? (null, TicketOutcome.Refused(ErrorCode.PolicyViolation, TicketDeskTexts.NotWithCustomers.With(account.DisplayName)))
            : (new StaffName(account.Id, account.DisplayName, account.Email ?? ""), null);
    }

    private static void Write(SupportDb db, Ticket ticket, TicketNoteKind kind, string text, Actor person, DateTimeOffset now)
    {
        ticket.UpdatedAt = now;
        db.Add(new TicketNote { Id = Id.Next(now), TicketNumber = ticket.Number, Kind = kind, Text = text, AuthorId = person.Id, AuthorName = person.Name, At = now });
    }

    private static bool Is(string text, string word) => string.Equals(text, word, StringComparison.OrdinalIgnoreCase);

    private static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
