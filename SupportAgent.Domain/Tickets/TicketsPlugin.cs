using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using SupportAgent.Domain.Shop;
using SupportAgent.Domain.Store;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Tickets;

/// <summary>The tools about tickets.</summary>
[ToolGroup(ToolGroup.Tickets)]
public sealed class TicketsPlugin
{
    /// <summary>The tool that adds a note.</summary>
    public const string AddNote = "add_ticket_note";

    /// <summary>The tool that changes a ticket.</summary>
    public const string Update = "update_ticket";

    private const string TicketIdForm = "The ticket's id: T- and a number, such as T-1001. Never guess it.";

    private const int MaxListed = 20;
    private const int MaxNotes = 10;
    private const int ShownOfNote = 800; // ten of them and the message have to fit into a result

    /// <summary>Makes a ticket.</summary>
    [Tool("create_support_ticket", ToolEffect.Write, "Create ticket", IsAlwaysOffered = true)]
    [Description("Creates a ticket, a task for the support team, and gives its id. Use it when staff ask for one, or agree that colleagues have to follow something up. " +
        "Say only then that a ticket exists. It changes no order and pays nothing: for money use prepare_refund. Not for looking one up: use get_ticket.")]
    public async Task<ToolOutcome> CreateSupportTicket(
        [Description("What it is about.")] TicketCategory category,
        [Description("One line that says what it is about."), MinLength(1), MaxLength(Ticket.SubjectLength)] string subject,
        [Description("The whole problem, so that a colleague needs to ask nothing: what happened, what was promised, what is to be done."), MinLength(1), MaxLength(Ticket.MessageLength)] string message,
        [Description("How soon: low, normal (when nothing else was said), high (today), urgent (now).")] TicketPriority priority,
        ToolContext context,
        [Description("The number of the order that it is about, such as #W1234567, when there is one.")] string? order_id = null,
        [Description("The id of the customer that it is about, when no order is given.")] string? customer_id = null,
        CancellationToken cancel = default)
    {
        if (string.IsNullOrWhiteSpace(subject) || string.IsNullOrWhiteSpace(message)) return ToolOutcome.Refused(ErrorCode.InvalidArguments, "A ticket needs a subject and a message.");
        var (about, refusal) = await AboutAsync(context.Db, order_id, customer_id, cancel);
        if (about is null) return refusal!;

        var ticket = new Ticket
        {
            Category = category,
            Subject = Text.WellFormed(Text.OneLine(subject)),
            Message = Text.WellFormed(message.Trim()),
            Priority = priority,
            OrderId = about.OrderId,
            CustomerId = about.CustomerId,
            ConversationId = context.ConversationId,
            CreatedById = context.Person.Id,
            CreatedByName = context.Person.Name,
            CreatedAt = context.Now,
            UpdatedAt = context.Now,
        };
        context.Db.Add(ticket);
        await context.Db.SaveChangesAsync(cancel); // gives the number; the invoker commits
        return ToolOutcome.Succeeded(new
        {
            ticket_id = ticket.Id,
            status = ticket.Status,
            category = ticket.Category,
            priority = ticket.Priority,
            subject = ticket.Subject,
            order_id = ticket.OrderId,
            customer_id = ticket.CustomerId,
        }).About(ticket.OrderId, ticket.CustomerId);
    }

    /// <summary>One ticket.</summary>
    [Tool("get_ticket", ToolEffect.Read, "Look up ticket")]
    [Description("Gives one ticket with its message, status, priority, assignee and latest notes. Use it when asked about a ticket whose id is known. " +
        "Not for finding tickets: use list_tickets. Not for making one: use create_support_ticket.")]
    public async Task<ToolOutcome> GetTicket([Description(TicketIdForm)] string ticket_id, ToolContext context, CancellationToken cancel = default)
    {
        if (await context.Db.FindTicketAsync(ticket_id, cancel) is not { } ticket) return Refusal(TicketDesk.NoTicket(ticket_id));
        var notes = await context.Db.ListNotesAsync(ticket, MaxNotes, TicketNoteKind.Note, cancel);
        return ToolOutcome.Succeeded(new
        {
            ticket_id = ticket.Id,
            status = ticket.Status,
            category = ticket.Category,
            priority = ticket.Priority,
            assignee = ticket.AssigneeName,
            subject = ticket.Subject,
            message = ticket.Message,
            order_id = ticket.OrderId,
            customer_id = ticket.CustomerId,
            created_at = ticket.CreatedAt,
            created_by = ticket.CreatedByName,
            updated_at = ticket.UpdatedAt,
            notes = notes.Select(x => new { by = x.AuthorName, at = x.At, text = Text.Shorten(x.Text, ShownOfNote) }),
        });
    }

    /// <summary>Tickets that fit.</summary>
    [Tool("list_tickets", ToolEffect.Read, "List tickets")]
    [Description("Lists tickets, newest first, at most 20, and how many there are in all; everything that is given has to fit. Those of other customers than the conversation's are left out and counted. " +
        "Use it when asked which tickets there are: open ones, those of a customer or an order, those of the person who asks, those that nobody looks after. " +
        "Not for one ticket whose id is known: use get_ticket, which gives its message and notes as well.")]
    public async Task<ToolOutcome> ListTickets(
        ToolContext context,
        [Description("Only those with this status.")] TicketStatus? status = null,
        [Description("Only those with this priority.")] TicketPriority? priority = null,
        [Description("Only those about this customer. " + ShopAnswers.CustomerIdForm), MaxLength(Customer.IdLength)] string? customer_id = null,
        [Description("Only those about this order. " + ShopAnswers.OrderIdForm)] string? order_id = null,
        [Description("Only those that the person who asks looks after (me), or nobody does (nobody).")] TicketAssignee? assignee = null,
        CancellationToken cancel = default)
    {
        var (about, refusal) = await AboutAsync(context.Db, order_id, customer_id, cancel);
        if (about is null) return refusal!;
        var all = new TicketQuery
        {
            Status = status,
            Priority = priority,
            CustomerId = customer_id is null ? null : about.CustomerId,
            OrderId = about.OrderId,
            AssigneeId = assignee == TicketAssignee.Me ? context.Person.Id : null,
            Unassigned = assignee == TicketAssignee.Nobody,
            Size = MaxListed,
        };
        var reachable = await context.ReachableAsync(cancel);
        var found = await context.Db.FindTicketsAsync(all with { Customers = reachable }, cancel);
        var leftOut = reachable is null ? 0 : (await context.Db.FindTicketsAsync(all with { Size = 1 }, cancel)).Total - found.Total;
        return ToolOutcome.Succeeded(new
        {
            total = found.Total,
            left_out_of_other_customers = leftOut == 0 ? (int?)null : leftOut,
            tickets = found.Rows.Select(x => new
            {
                ticket_id = x.Id,
                status = x.Status,
                category = x.Category,
                priority = x.Priority,
                assignee = x.AssigneeName,
                subject = x.Subject,
                order_id = x.OrderId,
                customer_id = x.CustomerId,
                created_at = x.CreatedAt,
                updated_at = x.UpdatedAt,
            }),
        });
    }

    /// <summary>Adds a note to a ticket.</summary>
    [Tool(AddNote, ToolEffect.Write, "Add ticket note")]
    [Description("Adds a note to a ticket, for colleagues to read; also to a closed one. Use it when staff ask to note something on a ticket that exists. " +
        "Not for changing its status, priority or assignee: use update_ticket. Not for a new problem: use create_support_ticket.")]
    public async Task<ToolOutcome> AddTicketNote(
        [Description(TicketIdForm)] string ticket_id,
        [Description("What to note, in full sentences."), MinLength(1), MaxLength(TicketNote.TextLength)] string note,
        ToolContext context,
        CancellationToken cancel = default) =>
        Answer(await TicketDesk.AddNoteAsync(context.Db, ticket_id, note, context.Person, context.Now, cancel));

    /// <summary>Changes a ticket.</summary>
    [Tool(Update, ToolEffect.Write, "Change ticket")]
    [Description("Changes the status (open, waiting, closed), the priority (low, normal, high, urgent) or the assignee of a ticket; give at least one of them. " +
        "Use it when staff ask to close, reopen, assign or prioritise a ticket. Not for writing something on it: use add_ticket_note.")]
    public async Task<ToolOutcome> UpdateTicket(
        [Description(TicketIdForm)] string ticket_id,
        ToolContext context,
        [Description("open (somebody has to do something), waiting (for the customer) or closed.")] TicketStatus? status = null,
        [Description("How soon: low, normal, high (today), urgent (now).")] TicketPriority? priority = null,
        [Description("Who looks after it: the e-mail address of a colleague's account, me (the person who asks) or nobody."), MaxLength(Customer.EmailLength)] string? assignee = null,
        CancellationToken cancel = default) =>
        Answer(await TicketDesk.UpdateAsync(
            context.Db, ticket_id, new TicketChange { Status = status, Priority = priority, Assignee = assignee }, context.Person, context.Now, cancel));

    /// <summary>How a ticket stands, as an answer to whoever changed it.</summary>
    internal static object State(Ticket ticket) => new
    {
        ticket_id = ticket.Id,
        status = ticket.Status,
        priority = ticket.Priority,
        assignee = ticket.AssigneeName,
        subject = ticket.Subject,
    };

    private static ToolOutcome Answer(TicketOutcome outcome) => outcome.Ticket is { } ticket
        ? ToolOutcome.Succeeded(State(ticket)) with { Topics = [.. TicketDesk.TopicsOf(ticket)] }
        : Refusal(outcome);

    private static ToolOutcome Refusal(TicketOutcome outcome) => ToolOutcome.Refused(outcome.Code, outcome.Problem!);

    private static async Task<(About? About, ToolOutcome? Refusal)> AboutAsync(SupportDb db, string? orderId, string? customerId, CancellationToken cancel)
    {
        var order = orderId is null ? null : await db.FindOrderAsync(orderId, cancel);
        if (orderId is not null && order is null) return (null, ShopAnswers.NoOrder(orderId));
        var customer = customerId is null ? null : await db.FindCustomerAsync(customerId.Trim(), cancel);
        if (customerId is not null && customer is null) return (null, ShopAnswers.NoCustomer(customerId));
        return order is not null && customer is not null && order.CustomerId != customer.Id
            ? (null, ToolOutcome.Refused(ErrorCode.InvalidArguments, $"Order {order.Id} is not an order of {customer.Name}. Give only one of the two, or ask which is right."))
            : (new About(order?.Id, order?.CustomerId ?? customer?.Id), null);
    }

    private sealed record About(string? OrderId, string? CustomerId);
}
