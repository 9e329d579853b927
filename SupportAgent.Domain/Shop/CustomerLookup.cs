using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Shop;

/// <summary>Finds the customers who fit details, each of them exactly; <see cref="CustomerSearch"/> is for words of any kind.</summary>
public static class CustomerLookup
{
    /// <summary>Customers who fit everything that is given, by name. Nobody is left out when nothing is given: see <see cref="CustomerDetails.IsEnough"/>.</summary>
    public static Task<PageOf<CustomerRow>> LookUpCustomersAsync(this SupportDb db, CustomerDetails details, int size, CancellationToken cancel = default)
    {
        var found = db.Set<Customer>().AsQueryable();
        if (details.Email is { } email)
        {
            var spellings = SpellingsOf(email);
            found = found.Where(x => spellings.Contains(x.Email));
        }

        if (details.FirstName is { } first)
        {
            var spellings = SpellingsOf(first);
            found = found.Where(x => spellings.Contains(x.FirstName));
        }

        if (details.LastName is { } last)
        {
            var spellings = SpellingsOf(last);
            found = found.Where(x => spellings.Contains(x.LastName));
        }

        if (details.Zip is { } zip) found = found.Where(x => x.Address.Zip == zip);
        if (details.OrderId is { } orderId) found = found.Where(x => db.Set<Order>().Any(order => order.CustomerId == x.Id && order.Id == orderId));
        return found.ToRowsAsync(db, page: 1, size, cancel);
    }

    // the columns ignore the case of Latin letters; of other letters SQLite knows no case
    private static string[] SpellingsOf(string text)
    {
        var (upper, lower) = (text.ToUpperInvariant(), text.ToLowerInvariant());
        return [text, upper, lower, upper[..1] + lower[1..]];
    }
}

/// <summary>What is known of a customer. What is not known is null.</summary>
public sealed record CustomerDetails
{
    private const int ShortestFirstName = 2;

    /// <summary>The whole e-mail address, in any case.</summary>
    public string? Email { get; private init; }

    /// <summary>The whole first name, in any case.</summary>
    public string? FirstName { get; private init; }

    /// <summary>The whole last name, in any case.</summary>
    public string? LastName { get; private init; }

    /// <summary>The postcode.</summary>
    public string? Zip { get; private init; }

    /// <summary>One of the customer's orders, in the one form of its id.</summary>
    public string? OrderId { get; private init; }

    /// <summary>Whether it can tell one customer from most others: an e-mail address, an order or a name. A postcode or an initial can't.</summary>
    public bool IsEnough => Email is not null || OrderId is not null || LastName is not null || FirstName?.Length >= ShortestFirstName;

    /// <summary>Takes what somebody gave; blank is not given.</summary>
    /// <param name="email">The e-mail address.</param>
    /// <param name="firstName">The first name.</param>
    /// <param name="lastName">The last name.</param>
    /// <param name="zip">The postcode.</param>
    /// <param name="orderId">An order's id in any form of <see cref="Order.NormaliseId"/>; another text is not given.</param>
    public static CustomerDetails Of(string? email, string? firstName, string? lastName, string? zip, string? orderId) => new()
    {
        Email = Given(email),
        FirstName = Given(firstName),
        LastName = Given(lastName),
        Zip = Given(zip),
        OrderId = Order.NormaliseId(orderId ?? ""),
    };

    /// <summary>What is known, on one line.</summary>
    public override string ToString() => string.Join(' ', new[] { FirstName, LastName, Email, Zip, OrderId }.Where(x => x is not null));

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : Text.WellFormed(text.Trim());
}
