namespace SupportAgent.Domain.Store;

/// <summary>What somebody typed into a search box, as words that each have to be found. Wildcards in it stand for themselves.</summary>
public static class SearchWords
{
    /// <summary>Longest text that is looked at.</summary>
    public const int TextLength = 100;

    /// <summary>The character before a wildcard that stands for itself; the third argument of <c>EF.Functions.Like</c>.</summary>
    public const string Escape = "\\";

    private const int MaxWords = 8;

    /// <summary>The words of a text.</summary>
    public static IEnumerable<string> In(string text) =>
        Text.WellFormed(Text.Shorten(text.Trim(), TextLength)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(MaxWords);

    /// <summary>The pattern for LIKE that finds a word anywhere in a text, whatever the case of its Latin letters.</summary>
    public static string Anywhere(string word) => $"%{Escaped(word)}%";

    /// <summary>The pattern for LIKE that finds a word as a whole in a text with a space before and after it.</summary>
    public static string Whole(string word) => $"% {Escaped(word)} %";

    private static string Escaped(string word) =>
        word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
