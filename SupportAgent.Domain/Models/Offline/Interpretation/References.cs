using SupportAgent.Domain.Models.Offline.Memory;
using SupportAgent.Domain.Models.Offline.Understanding;

namespace SupportAgent.Domain.Models.Offline.Interpretation;

/// <summary>Finds what "it", "her orders" or "the second one" mean: something of the same message, or of the conversation.</summary>
internal static class References
{
    /// <param name="request">What a clause said.</param>
    /// <param name="index">Its place in the message.</param>
    /// <param name="message">All requests of the message.</param>
    /// <param name="memory">The conversation before it.</param>
    public static Request Fill(Request request, int index, IReadOnlyList<Request> message, ConversationMemory memory)
    {
        var named = WithKnownCustomer(request, memory);
        if (named.Intent.NeedsOrder())
            return named.Order is null && named.OddOrder is null ? WithOrder(named, index, message, memory) : named;
        if (named.Intent.NeedsCustomer())
            return named.KnowsCustomer || named.Order is not null ? named : WithCustomer(named, index, message, memory);
        return named.Intent switch
        {
            Intent.HandOver => named with { Text = HandOverSummary.Of(named, memory) },
            Intent.GetTicket or Intent.AddNote or Intent.UpdateTicket => named with { Ticket = named.Ticket ?? memory.Ticket },
            Intent.ListTickets when named.Points == Pointer.Customer => WithCustomer(named, index, message, memory),
            // "show her orders and tickets"
            Intent.ListTickets when named is { Points: Pointer.None, Order: null, KnowsCustomer: false, Assignee: null } && message.Any(other => other.Intent.NeedsCustomer()) =>
                WithCustomer(named with { Points = Pointer.Customer }, index, message, memory),
            Intent.ListTickets when named.Points == Pointer.Order => named with { Order = OrderOf(index, message, memory) },
            Intent.CreateTicket when named.Points == Pointer.Order => named with
            {
                Topic = named.Topic ?? (named.Text is null ? TopicOf(index, message, memory) : null),
                Category = named.Category ?? "order",
                Order = named.Order ?? OrderOf(index, message, memory),
            },
            Intent.CreateTicket => named with { Order = named.Order ?? Nearest(index, message, other => other.Order is not null)?.Order },
            _ => named,
        };
    }

    private static Request WithOrder(Request request, int index, IReadOnlyList<Request> message, ConversationMemory memory)
    {
        if (request.KnowsCustomer)
            return request;
        if (request.Ordinal is not null && Choice.Of(memory.Orders, request) is { } chosen)
            return request with { Order = chosen.Id };
        if (Nearest(index, message, other => other.Order is not null || other.KnowsCustomer) is { } other)
            return other.Order is not null ? request with { Order = other.Order } : LikeThatOf(request, other);
        if (memory.Order is not null && request.Ordinal is null)
            return request with { Order = memory.Order };
        return request with { Customer = memory.Customer?.Id };
    }

    private static Request WithCustomer(Request request, int index, IReadOnlyList<Request> message, ConversationMemory memory)
    {
        if (Nearest(index, message, other => other.KnowsCustomer) is { } named)
            return LikeThatOf(request, named);
        if (Nearest(index, message, other => other.Order is not null) is { } ordered)
            return request with { Order = ordered.Order };
        if (request.Ordinal is { Latest: false, Index: var place } && memory.Candidates.ElementAtOrDefault(place < 0 ? memory.Candidates.Count - 1 : place) is { } chosen)
            return request with { Customer = chosen.Id };
        return memory.Customer is { } customer ? request with { Customer = customer.Id } : request with { Order = memory.Order };
    }

    /// <summary>A name that a tool has already found needs no second search; a zip code picks one of those that were found.</summary>
    private static Request WithKnownCustomer(Request request, ConversationMemory memory) =>
        request is { Zip: { } zip, Name: null, Email: null, Customer: null } && memory.Candidates.Where(x => x.Zip == zip).Take(2).ToList() is [var only]
            ? request with { Customer = only.Id, Zip = null }
            : request.Name is { } name && memory.Customer is { Name: { } known } customer && string.Equals(name.ToString(), known, StringComparison.OrdinalIgnoreCase)
            ? request with { Customer = customer.Id, Name = null }
            : request;

    private static Request LikeThatOf(Request request, Request other) => request with
    {
        Customer = other.Customer,
        Email = other.Email,
        Name = other.Name,
        Zip = other.Zip,
        Ordinal = request.Ordinal ?? other.Ordinal,
    };

    /// <summary>The nearest request before, else after, that fits.</summary>
    private static Request? Nearest(int index, IReadOnlyList<Request> message, Func<Request, bool> fits) =>
        message.Take(index).LastOrDefault(fits) ?? message.Skip(index + 1).FirstOrDefault(fits);

    private static string? TopicOf(int index, IReadOnlyList<Request> message, ConversationMemory memory) =>
        (message[index].Order ?? OrderOf(index, message, memory)) is { } order ? $"Order {order}" : null;

    private static string? OrderOf(int index, IReadOnlyList<Request> message, ConversationMemory memory) =>
        Nearest(index, message, other => other.Order is not null)?.Order ?? memory.Order;
}
