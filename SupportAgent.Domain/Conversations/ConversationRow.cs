namespace SupportAgent.Domain.Conversations;

/// <summary>A conversation in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title.</param>
/// <param name="OwnerId">Who looks after it.</param>
/// <param name="OwnerName">That person's name.</param>
/// <param name="UpdatedAt">When something last happened.</param>
/// <param name="Category">What it is about; null until a model has said so.</param>
/// <param name="Urgency">How soon it has to be looked at.</param>
public sealed record ConversationRow(Guid Id, string Title, string OwnerId, string OwnerName, DateTimeOffset UpdatedAt, LabelCategory? Category, LabelUrgency? Urgency)
{
    /// <summary>What is asked for, in one line of a model; null without a label. Untrusted.</summary>
    public string? Summary { get; init; }

    /// <summary>Whether the agent is at work in it.</summary>
    public bool IsWorking { get; init; }

    /// <summary>How many drafts wait for a decision.</summary>
    public int Pending { get; init; }

    /// <summary>Whether it waits for a person to take it over.</summary>
    public bool IsHandedOver { get; init; }

    /// <summary>Whether a person closed it.</summary>
    public bool IsClosed { get; init; }

    /// <summary>Whether something was said that the person who looks has not seen.</summary>
    public bool IsUnread { get; init; }
}
