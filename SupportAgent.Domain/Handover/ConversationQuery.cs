using SupportAgent.Domain.Conversations;

namespace SupportAgent.Domain.Handover;

/// <summary>Which conversations are looked for, and in which order.</summary>
public sealed record ConversationQuery
{
    /// <summary>Words that each have to occur in the title, a message, the customer or an order number.</summary>
    public string Words { get; init; } = "";

    /// <summary>Which ones.</summary>
    public ConversationsShown Shown { get; init; } = ConversationsShown.Mine;

    /// <summary>Only those about this; null for all.</summary>
    public LabelCategory? Category { get; init; }

    /// <summary>Whether urgent ones come first, instead of those in which something happened last.</summary>
    public bool UrgentFirst { get; init; }
}

/// <summary>Which conversations a list shows.</summary>
public enum ConversationsShown
{
    /// <summary>Open ones of the person who looks.</summary>
    Mine,

    /// <summary>Open ones of everybody.</summary>
    Open,

    /// <summary>Those in which a draft waits for a decision.</summary>
    Waiting,

    /// <summary>Those that wait for a person to take them over.</summary>
    HandedOver,

    /// <summary>Closed ones.</summary>
    Closed,

    /// <summary>All.</summary>
    All,
}
