using System.Text.RegularExpressions;

namespace SupportAgent.Domain.Models.Offline.Understanding;

/// <summary>The words of a text in lower case without apostrophes, and <c>#order</c> and its like where an id stood.</summary>
internal static class Words
{
    private static readonly Regex Word = new(@"#[a-z]+|[\p{L}_][\p{L}\p{M}'’_]*", RegexOptions.NonBacktracking);

    public static IReadOnlyList<string> Of(string text) => Word.Matches(Identifiers.Mask(text))
        .Select(match => match.Value.Replace("'", "", StringComparison.Ordinal).Replace("’", "", StringComparison.Ordinal).ToLowerInvariant())
        .ToList();
}
