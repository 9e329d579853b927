using System.Text.RegularExpressions;

namespace SupportAgent.Domain.Evaluation;

/// <summary>A text as a case writes it: words, or a regular expression between slashes. Capitals make no difference.</summary>
public sealed class TextPattern
{
    private readonly Regex? _pattern;

    /// <summary>Reads it.</summary>
    /// <param name="text">Words, or <c>/regex/</c>.</param>
    /// <exception cref="ArgumentException">The regular expression is none, or one that would need backtracking.</exception>
    public TextPattern(string text)
    {
        Text = text;
        if (text is not ['/', .. { Length: > 0 } inner, '/']) return;
        try
        {
            _pattern = new Regex(inner, RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline);
        }
        catch (NotSupportedException e)
        {
            throw new ArgumentException($"{text} needs backtracking, which is not possible here.", nameof(text), e);
        }
    }

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>Whether a text says it somewhere.</summary>
    public bool IsIn(string text) => _pattern?.IsMatch(text) ?? text.Contains(Text, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a text is it as a whole; a regular expression may be anywhere in it. Spaces around and the <c>#</c> of an id make no difference.</summary>
    public bool Is(string text) => _pattern?.IsMatch(text) ?? string.Equals(Plain(Text), Plain(text), StringComparison.OrdinalIgnoreCase);

    private static string Plain(string text) => text.Trim().TrimStart('#');
}
