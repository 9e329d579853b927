using SupportAgent.Domain.Models.Offline.Understanding;

namespace SupportAgent.Domain.Models.Offline.Memory;

/// <summary>Picks the one of several that a request means; null when it does not say, so that it is asked.</summary>
internal static class Choice
{
    public static KnownOrder? Of(IReadOnlyList<KnownOrder> orders, Request request)
    {
        if (request.Ordinal is { } ordinal)
            return ordinal.Latest ? orders.MaxBy(order => order.PlacedAt, StringComparer.Ordinal) : At(orders, ordinal);
        return orders.Count == 1 ? orders[0] : request.Status is { } status ? Only(orders, order => order.Status == status) : null;
    }

    public static KnownCustomer? Of(IReadOnlyList<KnownCustomer> customers, Request request) =>
        customers.Count == 1 ? customers[0] : Only(customers, customer => customer.Name is { } name && Same(name, request.Name?.ToString()));

    /// <summary>The order that a few words pick from a list: a place in it, a state, an item.</summary>
    public static KnownOrder? Of(IReadOnlyList<KnownOrder> orders, string text, Mentions mentions)
    {
        if (orders.Count == 0)
            return null;
        var words = Words.Of(text);
        return Of(orders, new Request(Intent.Unknown) { Ordinal = Ordinal.Among(words), Status = mentions.Status })
            ?? Only(orders, order => order.Items.SelectMany(Words.Of).Any(word => word.Length > 3 && words.Contains(word)));
    }

    /// <summary>The customer that a few words pick from a list: a place in it, an id, an e-mail, a city, a zip code.</summary>
    public static KnownCustomer? Of(IReadOnlyList<KnownCustomer> customers, string text, Mentions mentions)
    {
        if (Ordinal.Among(Words.Of(text)) is { Latest: false } ordinal)
            return At(customers, ordinal);
        return Only(customers, customer =>
            Same(customer.Id, mentions.Customer) || Same(customer.Email, mentions.Email) || (mentions.Zip is not null && customer.Zip == mentions.Zip) ||
            (customer.City is { Length: > 2 } city && text.Contains(city, StringComparison.OrdinalIgnoreCase)) ||
            (customer.Name is not null && Same(customer.Name, mentions.Name?.ToString())));
    }

    private static T? At<T>(IReadOnlyList<T> list, Ordinal ordinal)
        where T : class =>
        list.ElementAtOrDefault(ordinal.Index < 0 ? list.Count + ordinal.Index : ordinal.Index);

    private static T? Only<T>(IReadOnlyList<T> list, Func<T, bool> fits)
        where T : class =>
        list.Where(fits).Take(2).ToList() is [var only] ? only : null;

    private static bool Same(string? one, string? other) => one is not null && string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
