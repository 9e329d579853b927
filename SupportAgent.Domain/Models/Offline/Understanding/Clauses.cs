using System.Text.RegularExpressions;

namespace SupportAgent.Domain.Models.Offline.Understanding;

/// <summary>Cuts a message where a new request may begin. Whether one does is for the reader of the message to see.</summary>
internal static class Clauses
{
    private static readonly Regex Cut = new(
        @"[.!?;]+(?:\s+|$)|[\r\n]+|,\s+(?:(?:and|then|also|plus|but)\s+)*|\s+(?:&|\+|and|then|also|plus|but)\s+(?:(?:then|also)\s+)?",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase);

    /// <summary>The pieces in their order; a question keeps its mark.</summary>
    public static IEnumerable<string> Of(string message)
    {
        var start = 0;
        foreach (Match cut in Cut.Matches(message))
        {
            var piece = message[start..cut.Index].Trim();
            start = cut.Index + cut.Length;
            if (piece.Length > 0)
                yield return cut.Value.Contains('?', StringComparison.Ordinal) ? piece + "?" : piece;
        }

        if (message[start..].Trim() is { Length: > 0 } last)
            yield return last;
    }
}
