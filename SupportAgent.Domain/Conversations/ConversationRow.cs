namespace SupportAgent.Domain.Conversations;

/// <summary>A conversation in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title.</param>
/// <param name="OwnerId">Who looks after it.</param>
/// <param name="OwnerName">That person's name.</param>
/// <param name="UpdatedAt">When something last happened.</param>
/// <param name="IsWorking">Whether the agent is at work in it.</param>
/// <param name="Pending">How many drafts wait for a decision.</param>
/// <param name="IsHandedOver">Whether it waits for a person to take it over.</param>
public sealed record ConversationRow(Guid Id, string Title, string OwnerId, string OwnerName, DateTimeOffset UpdatedAt, bool IsWorking, int Pending, bool IsHandedOver);
