namespace SupportAgent.Domain.Models.Offline.Understanding;

/// <summary>One thing that is asked for, with all that is known about it; what is missing stays null and is asked.</summary>
internal sealed record Request(Intent Intent)
{
    public string? Order { get; init; }

    /// <summary>What was written in place of an order number but cannot be one.</summary>
    public string? OddOrder { get; init; }

    public string? Ticket { get; init; }

    public string? Customer { get; init; }

    public string? Email { get; init; }

    public PersonName? Name { get; init; }

    public string? Zip { get; init; }

    /// <summary>The state that listed orders or tickets should have, or that a ticket should get.</summary>
    public string? Status { get; init; }

    public string? Reason { get; init; }

    /// <summary>The amount to refund; null is all that is left.</summary>
    public decimal? Amount { get; init; }

    /// <summary>An amount was meant but could not be read, so that it must be asked.</summary>
    public bool AmountUnclear { get; init; }

    public string? Category { get; init; }

    /// <summary>The priority that a ticket has or should get.</summary>
    public string? Priority { get; init; }

    /// <summary>Who looks after a ticket, or should: an e-mail address, <c>me</c> or <c>nobody</c>.</summary>
    public string? Assignee { get; init; }

    /// <summary>What it points back at, where it names neither an order nor a customer.</summary>
    public Pointer Points { get; init; }

    public string? Topic { get; init; }

    /// <summary>What a ticket or a note should say.</summary>
    public string? Text { get; init; }

    /// <summary>What is asked about the shop's rules.</summary>
    public string? Question { get; init; }

    /// <summary>Which of several is meant: "the second one", "her latest order".</summary>
    public Ordinal? Ordinal { get; init; }

    /// <summary>What is said about items, their variants and payment methods, to be read against the order.</summary>
    public Wish? Wish { get; init; }

    /// <summary>Where an order should go.</summary>
    public PostalAddress? Address { get; init; }

    /// <summary>What was learnt that it means, where that and not a rule decided.</summary>
    public LearnedIntent? Learned { get; init; }

    /// <summary>What else it may mean, until somebody has said which.</summary>
    public LearnedIntent? Rival { get; init; }

    /// <summary>What a ticket would say that is proposed and not yet wanted.</summary>
    public string? Proposal { get; init; }

    /// <summary>The digits of a product's id.</summary>
    public string? Product { get; init; }

    /// <summary>Whether it is in place of what was prepared before, which waits on its own card all the same.</summary>
    public bool Amends { get; init; }

    /// <summary>Whether a customer is known in any way but by an order.</summary>
    public bool KnowsCustomer => Customer is not null || Email is not null || Name is not null || Zip is not null;
}
