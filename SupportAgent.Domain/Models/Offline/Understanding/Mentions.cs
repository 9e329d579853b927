namespace SupportAgent.Domain.Models.Offline.Understanding;

/// <summary>What a clause names: ids, people, amounts and the like.</summary>
internal sealed record Mentions
{
    private static readonly Phrase Reference = new("it|its|that|this|the|who|whose|he|she|her|his|him|their|them|they|same");
    private static readonly IReadOnlyList<string> Statuses = ["pending", "processed", "delivered", "cancelled"];

    public required IReadOnlyList<string> Orders { get; init; }

    public required string? OddOrder { get; init; }

    public required IReadOnlyList<string> Tickets { get; init; }

    public required string? Email { get; init; }

    public required string? Customer { get; init; }

    public required string? Zip { get; init; }

    public required PersonName? Name { get; init; }

    public required Amounts Amounts { get; init; }

    public required string? Reason { get; init; }

    public required string? Status { get; init; }

    public required Ordinal? Ordinal { get; init; }

    /// <summary>Whether the clause points back at something: "it", "the customer", "who".</summary>
    public required bool Refers { get; init; }

    /// <summary>The first ticket.</summary>
    public string? Ticket => Tickets.Count > 0 ? Tickets[0] : null;

    /// <summary>Whether it names an order, or means to.</summary>
    public bool NamesOrder => Orders.Count > 0 || OddOrder is not null || Ordinal is not null;

    /// <summary>Whether it names a customer in any way.</summary>
    public bool NamesCustomer => Customer is not null || Email is not null || Name is not null;

    /// <summary>Whether it names one order, ticket or customer by an id or an address.</summary>
    public bool NamesOne => Orders.Count > 0 || OddOrder is not null || Ticket is not null || Customer is not null || Email is not null;

    /// <summary>Whether it names anything by id or name, so that it can stand alone.</summary>
    public bool NamesAnything => NamesCustomer || Orders.Count > 0 || Ticket is not null || OddOrder is not null;

    public static Mentions In(string text)
    {
        var words = Words.Of(text);
        return new()
        {
            Orders = Identifiers.Orders(text),
            OddOrder = Identifiers.OddOrder(text),
            Tickets = Identifiers.Tickets(text),
            Email = Identifiers.Email(text),
            Customer = Identifiers.Customer(text),
            Zip = Identifiers.Zip(text),
            Name = PersonName.In(text),
            Amounts = Amounts.In(text),
            Reason = Reasons.In(text),
            Status = Statuses.FirstOrDefault(words.Contains),
            Ordinal = Ordinal.In(words),
            Refers = Reference.IndexIn(words) >= 0,
        };
    }
}
