using System.Text.Json;
using SupportAgent.Domain.Conversations;

namespace SupportAgent.Web.Api;

/// <summary>The body of <c>POST /api/chat</c>: a message for a conversation that is stored or new, or the messages of one that is not stored.</summary>
internal sealed record ChatInput
{
    /// <summary>Most messages of a conversation that is not stored.</summary>
    public const int MaxMessages = 100;

    /// <summary>A stored conversation.</summary>
    public Guid? ConversationId { get; init; }

    /// <summary>The message.</summary>
    public string? Message { get; init; }

    /// <summary>The messages of a conversation that is not stored; the last is the person's.</summary>
    public IReadOnlyList<ChatMessageInput>? Messages { get; init; }

    /// <summary>Which tools the model may use, in the shapes of <see cref="ToolChoiceInput"/>.</summary>
    public JsonElement? ToolChoice { get; init; }

    /// <summary>The message to answer, and what was said before it.</summary>
    /// <exception cref="ApiInputException">It can't be understood.</exception>
    public (string Text, IReadOnlyList<EarlierMessage> Earlier) Split()
    {
        if (Message is not null) return Messages is null ? (Message, []) : throw Wrong("Give message or messages, not both.");
        if (Messages is not { Count: > 0 }) throw Wrong("Give message, or messages.");
        if (ConversationId is not null) throw Wrong("messages begin a new conversation; for a stored one give message.");
        if (Messages.Count > MaxMessages) throw Wrong($"At most {MaxMessages} messages.");
        if (Messages[^1].Role != "user") throw Wrong("The last message has to be the user's.");
        return (Messages[^1].Content, [.. Messages.SkipLast(1).Select(x => x.ToEarlier())]);
    }

    internal static ApiInputException Wrong(string message) => new("invalid_arguments", message);
}

/// <summary>A message of a conversation that is not stored.</summary>
/// <param name="Role"><c>user</c> or <c>assistant</c>.</param>
/// <param name="Content">The text.</param>
internal sealed record ChatMessageInput(string Role, string Content)
{
    public EarlierMessage ToEarlier() => Role switch
    {
        _ when Content.Length > Message.TextLength => throw ChatInput.Wrong($"A message has more than {Message.TextLength} characters."),
        "user" => new(Speaker.Person, Content),
        "assistant" => new(Speaker.Agent, Content),
        // a system message of a caller would be an instruction that nobody here wrote
        _ => throw ChatInput.Wrong("A role is \"user\" or \"assistant\"."),
    };
}
