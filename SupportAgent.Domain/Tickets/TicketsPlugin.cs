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
            Subject = OneLine(subject),
            Message = Text.WellFormed(message.Trim()),
            Priority = priority,
            OrderId = about.OrderId,
            CustomerId = about.CustomerId,
            ConversationId = context.ConversationId,
            CreatedById = context.Person.Id,
            CreatedByName = context.Person.Name,
            CreatedAt = context.Now,
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
    [Description("Gives one ticket with its message, status and priority. Use it when asked about a ticket whose id is known. Not for making one: use create_support_ticket.")]
    public async Task<ToolOutcome> GetTicket([Description("The ticket's id: T- and a number, such as T-1001. Never guess it.")] string ticket_id, ToolContext context, CancellationToken cancel = default)
    {
        if (await context.Db.FindTicketAsync(ticket_id, cancel) is not { } ticket)
        {
            return ToolOutcome.Refused(
                ErrorCode.NotFound, $"There is no ticket \"{Text.Shorten(ticket_id, 40)}\". A ticket's id is T- and a number, such as T-1001; ask the person for it.");
        }

        return ToolOutcome.Succeeded(new
        {
            ticket_id = ticket.Id,
            status = ticket.Status,
            category = ticket.Category,
            priority = ticket.Priority,
            subject = ticket.Subject,
            message = ticket.Message,
            order_id = ticket.OrderId,
            customer_id = ticket.CustomerId,
            created_at = ticket.CreatedAt,
            created_by = ticket.CreatedByName,
        });
    }

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

    private static string OneLine(string text) => Text.WellFormed(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));

    private sealed record About(string? OrderId, string? CustomerId);
}
