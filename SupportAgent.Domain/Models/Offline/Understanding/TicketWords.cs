using System.Text.RegularExpressions;

namespace SupportAgent.Domain.Models.Offline.Understanding;

/// <summary>What was said about a ticket to be opened.</summary>
internal static class TicketWords
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.Singleline;

    private static readonly Regex TextPattern = new(
        "\\b(?:ticket|case)\\b[^:]*?(?::\\s|\\bsaying(?: that)?\\s|\\bthat says\\s|\\bwith (?:the )?(?:message|text)\\s|[\"“])(?<text>.+)$|" +
        @"\b(?:open|create|make|file|raise|log|write)\s+(?:a|an|another)\s+(?:\w+\s+)?(?:ticket|case)\s+that\s+(?<text>.+)$", Options);

    private static readonly Regex TopicPattern = new(@"\b(?:about|regarding|concerning|because(?: of)?|subject)\s+(?<topic>[^,.;:]+)", Options);

    private static readonly Regex BarePattern = new(
        @"^(?:it|this|that|him|her|them|(?:(?:the|this|that|her|his|their)\s+)?(?:order|parcel|package|customer|client)?\s*(?:#?\s?W?[ -]?\d{7})?)$", Options);

    private static readonly IReadOnlyList<(string Category, Phrase Phrase)> Categories =
    [
        ("refund", new("refund|refunds|refunded|money|reimbursement")),
        ("delivery", new("delivery|shipping|shipment|late|delayed|delay|parcel|package|arrived|courier|carrier|lost|delivered|tracking")),
        ("account", new("account|password|login|email|sign|profile")),
        ("product", new("product|item|broken|defective|damaged|quality|faulty|size|color|colour")),
        ("order", new("order|orders|#order")),
    ];

    private static readonly IReadOnlyList<(string Priority, Phrase Phrase)> Priorities =
    [
        ("urgent", new("urgent|urgently|asap|immediately|critical|emergency")),
        ("high", new("high|important")),
        ("low", new("low")),
        ("normal", new("normal priority")),
    ];

    /// <summary>What the ticket should say, where the message gives it after a colon, "saying" or in quotes.</summary>
    public static string? Text(string message) =>
        TextPattern.Match(message) is { Success: true } match ? match.Groups["text"].Value.Trim().Trim('"', '“', '”').Trim() : null;

    /// <summary>The message without what the ticket should say: that part is not for the agent to act on.</summary>
    public static string WithoutText(string message) =>
        TextPattern.Match(message) is { Success: true } match ? message[..match.Groups["text"].Index].TrimEnd(' ', ':', '"', '“') : message;

    /// <summary>What the ticket is about, with a capital first.</summary>
    public static string? Topic(string text) =>
        TopicPattern.Match(text) is { Success: true } match && match.Groups["topic"].Value.Trim() is { Length: > 0 } topic
            ? char.ToUpperInvariant(topic[0]) + topic[1..]
            : null;

    /// <summary>Whether a topic only names or points at what the ticket is about, and tells no problem: "it", "order #W1234567".</summary>
    public static bool IsBare(string topic) => BarePattern.IsMatch(topic);

    /// <summary>Where in the message the text of the ticket begins, or null.</summary>
    public static int? StartIn(string message) => TextPattern.Match(message) is { Success: true } match ? match.Groups["text"].Index : null;

    public static string? Category(string text) => First(Categories, text);

    public static string? Priority(string text) => First(Priorities, text);

    private static string? First(IReadOnlyList<(string Name, Phrase Phrase)> entries, string text)
    {
        var words = Words.Of(text);
        return entries.FirstOrDefault(entry => entry.Phrase.IndexIn(words) >= 0).Name;
    }
}
