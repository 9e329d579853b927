using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Shop;

/// <summary>Finds orders.</summary>
public static class OrderSearch
{
    /// <summary>Orders in which every word of the text is found, newest first.</summary>
    public static Task<PageOf<OrderRow>> FindOrdersAsync(this SupportDb db, OrderQuery query, CancellationToken cancel = default)
    {
        var found = db.Set<Order>().Join(db.Set<Customer>(), x => x.CustomerId, x => x.Id, (order, customer) => new { Order = order, Customer = customer });
        if (query.Status is { } status) found = found.Where(x => x.Order.Status == status);
        if (query.CustomerId is { } customerId) found = found.Where(x => x.Order.CustomerId == customerId);
        foreach (var pattern in SearchWords.In(query.Text).Select(SearchWords.Anywhere))
        {
            found = found.Where(x =>
                EF.Functions.Like(x.Order.Id, pattern, SearchWords.Escape)
                || EF.Functions.Like(x.Order.TrackingIds, pattern, SearchWords.Escape)
                || EF.Functions.Like(x.Customer.Id, pattern, SearchWords.Escape)
                || EF.Functions.Like(x.Customer.FirstName, pattern, SearchWords.Escape)
                || EF.Functions.Like(x.Customer.LastName, pattern, SearchWords.Escape)
                || EF.Functions.Like(x.Customer.Email, pattern, SearchWords.Escape));
        }

        return found
            .OrderByDescending(x => x.Order.PlacedAt).ThenBy(x => x.Order.Id)
            .Select(x => new OrderRow
            {
                Id = x.Order.Id,
                CustomerId = x.Customer.Id,
                CustomerName = x.Customer.FirstName + " " + x.Customer.LastName,
                Status = x.Order.Status,
                PlacedAt = x.Order.PlacedAt,
                Total = new Money(x.Order.Items.Sum(item => item.PriceMinor), x.Order.Currency),
                Items = x.Order.Items.OrderBy(item => item.Position).Select(item => item.Name).ToList(),
            })
            .ToPageAsync(query.Page, query.Size, cancel);
    }
}

/// <summary>Which orders are wanted.</summary>
public sealed record OrderQuery
{
    /// <summary>Parts of the order's number, a tracking number, or the customer's id, name or e-mail; all of them have to fit.</summary>
    public string Text { get; init; } = "";

    /// <summary>Only those with this status.</summary>
    public OrderStatus? Status { get; init; }

    /// <summary>Only this customer's.</summary>
    public string? CustomerId { get; init; }

    /// <summary>The page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Most rows on a page, up to <see cref="Paging.MaxSize"/>.</summary>
    public int Size { get; init; } = 25;
}

/// <summary>An order in a list.</summary>
public sealed record OrderRow
{
    /// <summary>Its number.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required string CustomerId { get; init; }

    /// <summary>That customer's name.</summary>
    public required string CustomerName { get; init; }

    /// <summary>Where it is on its way.</summary>
    public required OrderStatus Status { get; init; }

    /// <summary>When it was placed.</summary>
    public required DateTimeOffset PlacedAt { get; init; }

    /// <summary>The sum of its items.</summary>
    public required Money Total { get; init; }

    /// <summary>The names of its items, in order.</summary>
    public required IReadOnlyList<string> Items { get; init; }
}
