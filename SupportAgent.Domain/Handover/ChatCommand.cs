using SupportAgent.Domain.Texts;

namespace SupportAgent.Domain.Handover;

/// <summary>A short way to begin a common message: <c>/refund #W1234567</c>.</summary>
/// <param name="Name">What is typed after the slash.</param>
/// <param name="Message">The message to the agent, in English as the agent reads it; <c>{0}</c> stands for what follows the name.</param>
/// <param name="IsAboutOrder">Whether the order at hand can follow.</param>
public sealed record ChatCommand(string Name, string Message, bool IsAboutOrder = false)
{
    /// <summary>The name of the one that is not sent to the agent as a message: it has an answer to the customer written.</summary>
    public const string Reply = "reply";

    /// <summary>All of them, in the order in which they are shown.</summary>
    public static IReadOnlyList<ChatCommand> All { get; } =
    [
        new("order", "What is the status of order {0}?", true),
        new("refund", "Prepare a refund for order {0}", true),
        new("cancel", "Cancel order {0}", true),
        new("ticket", "Create a ticket about {0}"),
        new("policy", "What do our policies say about {0}?"),
        new("handover", "Hand this conversation over to a colleague. {0}"),
        new(Reply, "{0}"),
        new("summary", "Sum up this conversation: who the customer is, what was asked, what was done, and what is open. {0}"),
    ];

    /// <summary>What it does, in a few words for the person who looks.</summary>
    public string Hint => Name switch
    {
        "order" => HandoverTexts.OrderHint,
        "refund" => HandoverTexts.RefundHint,
        "cancel" => HandoverTexts.CancelHint,
        "ticket" => HandoverTexts.TicketHint,
        "policy" => HandoverTexts.PolicyHint,
        "handover" => HandoverTexts.HandOverHint,
        Reply => HandoverTexts.ReplyHint,
        _ => HandoverTexts.SummaryHint,
    };

    /// <summary>Asks for what has to follow the name; null where nothing has to.</summary>
    public string? Needs => Name switch
    {
        "order" => HandoverTexts.OrderNeeds,
        "refund" => HandoverTexts.RefundNeeds,
        "cancel" => HandoverTexts.CancelNeeds,
        "ticket" => HandoverTexts.TicketNeeds,
        "policy" => HandoverTexts.PolicyNeeds,
        _ => null,
    };

    /// <summary>The one with a name, with or without the slash; null when there is none.</summary>
    public static ChatCommand? Find(string name) => All.FirstOrDefault(x => string.Equals(x.Name, name.TrimStart('/'), StringComparison.OrdinalIgnoreCase));

    /// <summary>The one that a text begins with, and what follows it; null when the text is an ordinary message.</summary>
    public static (ChatCommand Command, string After)? Read(string text)
    {
        text = text.Trim();
        if (!text.StartsWith('/')) return null;
        var end = text.IndexOfAny([' ', '\n', '\t', '\r']);
        var name = end < 0 ? text[1..] : text[1..end];
        return Find(name) is { } command ? (command, end < 0 ? "" : text[end..].Trim()) : null;
    }

    /// <summary>The message that a text stands for: written out where it begins with a command, else as it is.</summary>
    /// <returns>The message, or the sentence that says what is missing.</returns>
    public static (string? Message, string? Problem) Expand(string text)
    {
        if (Read(text) is not var (command, rest)) return (text, null);
        return command.Needs is { } needs && rest.Length == 0
            ? (null, needs)
            : (command.Message.Replace("{0}", rest, StringComparison.Ordinal).Trim(), null);
    }
}
