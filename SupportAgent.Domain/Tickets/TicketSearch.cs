using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Tickets;

/// <summary>Finds tickets.</summary>
public static class TicketSearch
{
    /// <summary>Tickets in which every word of the text is found, newest first.</summary>
    public static Task<PageOf<TicketRow>> FindTicketsAsync(this SupportDb db, TicketQuery query, CancellationToken cancel = default)
    {
        var found = db.Set<Ticket>().AsQueryable();
        if (query.Status is { } status) found = found.Where(x => x.Status == status);
        if (query.Category is { } category) found = found.Where(x => x.Category == category);
        if (query.Priority is { } priority) found = found.Where(x => x.Priority == priority);
        if (query.OrderId is { } orderId) found = found.Where(x => x.OrderId == orderId);
        if (query.CustomerId is { } customerId) found = found.Where(x => x.CustomerId == customerId);
        if (query.Customers?.ToList() is { } customers) found = found.Where(x => x.CustomerId == null || customers.Contains(x.CustomerId));
        if (query.AssigneeId is { } assigneeId) found = found.Where(x => x.AssigneeId == assigneeId);
        if (query.Unassigned) found = found.Where(x => x.AssigneeId == null);
        foreach (var word in SearchWords.In(query.Text)) found = Ticket.NumberOf(word) is { } number ? found.Where(x => x.Number == number) : With(found, SearchWords.Anywhere(word));
        return found
            .OrderByDescending(x => x.CreatedAt).ThenByDescending(x => x.Number)
            .Select(x => new TicketRow(x.Number, x.Subject, x.Category, x.Priority, x.Status, x.OrderId, x.CustomerId, x.AssigneeName, x.CreatedAt, x.CreatedByName, x.UpdatedAt))
            .ToPageAsync(query.Page, query.Size, cancel);
    }

    private static IQueryable<Ticket> With(IQueryable<Ticket> found, string pattern) => found.Where(x =>
        EF.Functions.Like(x.Subject, pattern, SearchWords.Escape)
        || EF.Functions.Like(x.Message, pattern, SearchWords.Escape)
        || EF.Functions.Like(x.CreatedByName, pattern, SearchWords.Escape)
        || EF.Functions.Like(x.OrderId!, pattern, SearchWords.Escape)
        || EF.Functions.Like(x.CustomerId!, pattern, SearchWords.Escape));
}

/// <summary>Which tickets are wanted.</summary>
public sealed record TicketQuery
{
    /// <summary>The ticket's id, or parts of its text, of its author's name, or of the order or customer that it is about; all of them have to fit.</summary>
    public string Text { get; init; } = "";

    /// <summary>Only those with this status.</summary>
    public TicketStatus? Status { get; init; }

    /// <summary>Only those about this.</summary>
    public TicketCategory? Category { get; init; }

    /// <summary>Only those with this priority.</summary>
    public TicketPriority? Priority { get; init; }

    /// <summary>Only those about this order.</summary>
    public string? OrderId { get; init; }

    /// <summary>Only those about this customer.</summary>
    public string? CustomerId { get; init; }

    /// <summary>Only those about one of these customers, or about none; null for all.</summary>
    public IReadOnlySet<string>? Customers { get; init; }

    /// <summary>Only those that this account looks after.</summary>
    public string? AssigneeId { get; init; }

    /// <summary>Only those that nobody looks after.</summary>
    public bool Unassigned { get; init; }

    /// <summary>The page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Most rows on a page, up to <see cref="Paging.MaxSize"/>.</summary>
    public int Size { get; init; } = 25;
}

/// <summary>A ticket in a list: all but its message.</summary>
public sealed record TicketRow(
    long Number,
    string Subject,
    TicketCategory Category,
    TicketPriority Priority,
    TicketStatus Status,
    string? OrderId,
    string? CustomerId,
    string? AssigneeName,
    DateTimeOffset CreatedAt,
    string CreatedByName,
    DateTimeOffset UpdatedAt)
{
    /// <summary>As people and models name it.</summary>
    public string Id => Ticket.IdOf(Number);
}

/// <summary>Whose tickets are wanted.</summary>
public enum TicketAssignee
{
    /// <summary>Those of the person who asks.</summary>
    Me,

    /// <summary>Those that nobody looks after.</summary>
    Nobody,
}
