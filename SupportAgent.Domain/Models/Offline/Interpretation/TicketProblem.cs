using SupportAgent.Domain.Models.Offline.Understanding;

namespace SupportAgent.Domain.Models.Offline.Interpretation;

/// <summary>Finds what a new ticket is about where the message tells it beside the wish for a ticket.</summary>
internal static class TicketProblem
{
    private const int ShortestProblem = 3; // words: "thanks a lot" is no problem, "the box was empty" is one

    private static readonly IntentRecogniser Recogniser = new();

    private static readonly HashSet<string> Wishes =
    [
        "show", "find", "track", "trace", "refund", "check", "list", "get", "give", "look", "tell", "see", "search", "pull", "display", "view", "read", "cancel", "exchange", "return",
        "add", "assign", "close", "reopen", "set", "change", "update", "make", "can", "could", "would", "will", "please", "what", "where", "who", "whose", "how", "when", "which", "is", "are",
        "was", "has", "did", "does", "do", "let", "help",
    ];

    /// <summary>The first thing that is told and not asked for, with a capital first; null when there is none.</summary>
    public static string? In(string message)
    {
        int? start = null;
        var (at, end) = (0, 0);
        foreach (var piece in Clauses.Of(message))
        {
            var found = message.IndexOf(piece, at, StringComparison.Ordinal);
            if (!Tells(piece) || found < 0 || (start is not null && message.AsSpan(end, found - end).IndexOfAny(".!?;\n") >= 0))
            {
                if (start is not null) break;
                continue;
            }

            // "the box was open and the lamp is broken" is one problem
            start ??= found;
            at = end = found + piece.Length;
        }

        return start is { } from ? Titled(message[from..end]) : null;
    }

    private static bool Tells(string piece)
    {
        var words = Words.Of(piece);
        if (words.Count < ShortestProblem || piece.EndsWith('?') || Wishes.Contains(words[0]) || words.Contains("ticket") || words.Contains("case"))
            return false;
        var best = Recogniser.Recognise(piece) is [var first, ..] ? first : ScoredIntent.None;
        // "it has not arrived" sounds like a question about the delivery, "she forgot the password" like one about a rule; both tell what is wrong
        return !best.IsClear || best.Intent is Intent.Tracking or Intent.OrderStatus or Intent.OrderDetails or Intent.Policy;
    }

    private static string Titled(string piece)
    {
        var told = piece.StartsWith("because ", StringComparison.OrdinalIgnoreCase) || piece.StartsWith("since ", StringComparison.OrdinalIgnoreCase)
            ? piece[(piece.IndexOf(' ', StringComparison.Ordinal) + 1)..]
            : piece;
        return char.ToUpperInvariant(told[0]) + told[1..];
    }
}
