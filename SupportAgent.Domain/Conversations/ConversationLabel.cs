namespace SupportAgent.Domain.Conversations;

/// <summary>What a person's message is about, as a model sees it. It sorts and helps to choose tools; nothing is done because of it.</summary>
/// <param name="Category">What is asked for.</param>
/// <param name="Urgency">How soon it has to be looked at.</param>
/// <param name="OrderId">The order that the person named, such as <c>#W1234567</c>; null without one.</param>
/// <param name="Summary">What is asked for, in one line. Untrusted.</param>
public sealed record ConversationLabel(LabelCategory Category, LabelUrgency Urgency, string? OrderId, string Summary)
{
    /// <summary>Longest summary.</summary>
    public const int SummaryLength = 160;

    /// <summary>Longest order number.</summary>
    public const int OrderIdLength = 64;
}

/// <summary>What is asked for. The API writes these in snake_case.</summary>
public enum LabelCategory
{
    /// <summary>Money back.</summary>
    Refund,

    /// <summary>Where an order is, and when it comes.</summary>
    OrderStatus,

    /// <summary>What the shop sells.</summary>
    ProductQuestion,

    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>How soon a conversation has to be looked at.</summary>
public enum LabelUrgency
{
    /// <summary>It can wait.</summary>
    Low,

    /// <summary>As usual.</summary>
    Medium,

    /// <summary>Somebody presses, or is angry.</summary>
    High,
}
