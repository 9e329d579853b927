namespace SupportAgent.Domain.Tickets;

/// <summary>What came of a wish to change a ticket.</summary>
/// <param name="Ticket">The ticket as it is now; null when it was refused.</param>
/// <param name="Code">Why it was refused: one of <see cref="Tools.ErrorCode"/>.</param>
/// <param name="Problem">The same for a person.</param>
public sealed record TicketOutcome(Ticket? Ticket, string Code = "", string? Problem = null)
{
    /// <summary>It was refused, and nothing has changed.</summary>
    public static TicketOutcome Refused(string code, string problem) => new(null, code, problem);
}
