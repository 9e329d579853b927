namespace SupportAgent.Domain.Tickets;

/// <summary>What is to become of a ticket. What is null stays as it is.</summary>
public sealed record TicketChange
{
    /// <summary>As <see cref="Assignee"/>: the person who asks.</summary>
    public const string Me = "me";

    /// <summary>As <see cref="Assignee"/>: nobody looks after it.</summary>
    public const string Nobody = "nobody";

    /// <summary>Whether somebody still has to do something.</summary>
    public TicketStatus? Status { get; init; }

    /// <summary>How soon.</summary>
    public TicketPriority? Priority { get; init; }

    /// <summary>Who is to look after it: the e-mail address of an account, <see cref="Me"/> or <see cref="Nobody"/>.</summary>
    public string? Assignee { get; init; }
}
