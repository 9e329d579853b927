namespace SupportAgent.Domain.Store;

/// <summary>What a listener wants to hear about.</summary>
/// <param name="Name">Kind, and id where there is one.</param>
public readonly record struct Topic(string Name)
{
    /// <summary>The queue of drafts changed: one was prepared, decided, executed or expired.</summary>
    public static Topic Approvals { get; } = new("approvals");

    /// <summary>A payment was decided, or one ended: there may be something to ask a gateway for, or to carry out next.</summary>
    public static Topic Payments { get; } = new("payments");

    /// <summary>A turn was queued and waits to be run.</summary>
    public static Topic QueuedTurns { get; } = new("queued-turns");

    /// <summary>An admin changed what tools may do.</summary>
    public static Topic Tools { get; } = new("tools");

    /// <summary>An admin changed which model is the default.</summary>
    public static Topic Models { get; } = new("models");

    /// <summary>The team's prompts changed.</summary>
    public static Topic Prompts { get; } = new("prompts");

    /// <summary>The list of conversations changed.</summary>
    public static Topic Conversations { get; } = new("conversations");

    /// <summary>A person has read something: what is marked unread for this person changed.</summary>
    public static Topic Reads(string personId) => new($"reads:{personId}");

    /// <summary>A ticket changed or got a note.</summary>
    /// <param name="ticketId">Such as <c>T-1001</c>.</param>
    public static Topic Ticket(string ticketId) => new($"ticket:{ticketId}");

    /// <summary>Something in one conversation changed.</summary>
    public static Topic Conversation(Guid conversationId) => new($"conversation:{conversationId:n}");

    /// <summary>Something about one order or one customer changed: its record, its drafts or its tickets.</summary>
    public static Topic Subject(string id) => new($"subject:{id}");
}
