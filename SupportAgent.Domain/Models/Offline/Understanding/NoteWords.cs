using System.Text.RegularExpressions;

namespace SupportAgent.Domain.Models.Offline.Understanding;

/// <summary>What was said to be written on a ticket.</summary>
internal static class NoteWords
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.Singleline;

    // "add a note to T-1001: …", "note on that ticket that …"; a note that only begins a message ("Note: refund …") is none for a ticket
    private const string Begin =
        @"^(?<before>.*?\b(?:(?:add|write|put|leave|append|attach|save|make|post)\b[^:""“]*?\b(?:note|comment)\b|(?:note|comment)\s+(?:to|on|for)\s+(?:the\s+|this\s+|that\s+)?(?:ticket|T-\d+|it)\b|(?:add|append|write)\s+to\s+(?:ticket\s+)?T-\d+\b)" +
        @"(?:\s+(?:to|on|for)\s+(?:the|this|that)\s+(?:ticket|case|one))?[^:""“]*?)";

    private static readonly Regex QuotedPattern = new($@"{Begin}:?\s*[""“](?<text>[^""”]+)[""”]\s*(?<after>.*)$", Options);

    private static readonly Regex OpenPattern = new($@"{Begin}(?::\s*|\bsaying(?:\s+that)?\s+|\bthat(?:\s+says)?\s+)(?<text>.+)$", Options);

    /// <summary>What the note should say, where the message gives it in quotes, after a colon, or after "that"; null when it does not.</summary>
    public static string? Text(string message) => Find(message)?.Groups["text"].Value.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>Where in the message the text of the note begins, or null.</summary>
    public static int? StartIn(string message) => Find(message)?.Groups["text"].Index;

    /// <summary>The message without what the note should say: that part is not for the agent to act on.</summary>
    public static string WithoutText(string message) =>
        Find(message) is { } found ? $"{found.Groups["before"].Value.TrimEnd()} {found.Groups["after"].Value}".Trim() : message;

    private static Match? Find(string message) =>
        QuotedPattern.Match(message) is { Success: true } quoted ? quoted : OpenPattern.Match(message) is { Success: true } open ? open : null;
}
