namespace SupportAgent.Domain.Erasure;

/// <summary>What became of an erasure.</summary>
/// <param name="Problem">Why nothing was erased, for people; null where it was.</param>
/// <param name="Records">Audit records of which the contents were removed.</param>
/// <param name="Conversations">Conversations of which the texts were erased.</param>
/// <param name="Tickets">Tickets of which the texts were erased.</param>
/// <param name="Orders">Orders of which the address was erased.</param>
public sealed record ErasureOutcome(string? Problem, int Records = 0, int Conversations = 0, int Tickets = 0, int Orders = 0)
{
    internal static ErasureOutcome Refused(string problem) => new(problem);
}
