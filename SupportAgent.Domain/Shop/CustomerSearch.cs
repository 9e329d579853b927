using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Shop;

/// <summary>Finds customers.</summary>
public static class CustomerSearch
{
    /// <summary>Customers in whom every word of the text is found, by name.</summary>
    public static Task<PageOf<CustomerRow>> FindCustomersAsync(this SupportDb db, CustomerQuery query, CancellationToken cancel = default)
    {
        var found = db.Set<Customer>().AsQueryable();
        foreach (var word in SearchWords.In(query.Text)) found = Order.NormaliseId(word) is { } orderId ? WithOrder(db, found, orderId) : With(found, SearchWords.Anywhere(word), SearchWords.Whole(word));
        return found.ToRowsAsync(db, query.Page, query.Size, cancel);
    }

    /// <summary>A page of customers as lists show them, by name.</summary>
    internal static Task<PageOf<CustomerRow>> ToRowsAsync(this IQueryable<Customer> found, SupportDb db, int page, int size, CancellationToken cancel) => found
        .OrderBy(x => x.LastName).ThenBy(x => x.FirstName).ThenBy(x => x.Id)
        .Select(x => new CustomerRow
        {
            Id = x.Id,
            Name = x.FirstName + " " + x.LastName,
            Email = x.Email,
            City = x.Address.City,
            State = x.Address.State,
            Zip = x.Address.Zip,
            Orders = db.Set<Order>().Count(order => order.CustomerId == x.Id),
        })
        .ToPageAsync(page, size, cancel);

    private static IQueryable<Customer> WithOrder(SupportDb db, IQueryable<Customer> found, string orderId) =>
        found.Where(x => db.Set<Order>().Any(order => order.CustomerId == x.Id && order.Id == orderId));

    private static IQueryable<Customer> With(IQueryable<Customer> found, string pattern, string whole) => found.Where(x =>
        EF.Functions.Like(x.FirstName, pattern, SearchWords.Escape)
        || EF.Functions.Like(x.LastName, pattern, SearchWords.Escape)
        || EF.Functions.Like(x.Email, pattern, SearchWords.Escape)
        || EF.Functions.Like(x.Id, pattern, SearchWords.Escape)
        || EF.Functions.Like(x.Address.Zip, pattern, SearchWords.Escape)
        // parts of a city would drown the names: "an" stands in half of them
        || EF.Functions.Like(" " + x.Address.City + " ", whole, SearchWords.Escape));
}

/// <summary>Which customers are wanted.</summary>
public sealed record CustomerQuery
{
    /// <summary>Parts of the name, e-mail, id or zip code, whole words of the city, or the number of an order; all of them have to fit.</summary>
    public string Text { get; init; } = "";

    /// <summary>The page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Most rows on a page, up to <see cref="Paging.MaxSize"/>.</summary>
    public int Size { get; init; } = 25;
}

/// <summary>A customer in a list.</summary>
public sealed record CustomerRow
{
    /// <summary>Such as <c>noah_brown_6181</c>.</summary>
    public required string Id { get; init; }

    /// <summary>First and last name.</summary>
    public required string Name { get; init; }

    /// <summary>E-mail address.</summary>
    public required string Email { get; init; }

    /// <summary>City of the default address.</summary>
    public required string City { get; init; }

    /// <summary>State of the default address.</summary>
    public required string State { get; init; }

    /// <summary>Postcode of the default address: tells people of one name apart.</summary>
    public required string Zip { get; init; }

    /// <summary>How many orders there are.</summary>
    public required int Orders { get; init; }
}
