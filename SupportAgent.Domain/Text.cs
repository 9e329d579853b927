using System.Text;

namespace SupportAgent.Domain;

/// <summary>Rules for text from outside.</summary>
public static class Text
{
    /// <summary>
    /// The text with every lone surrogate replaced by U+FFFD and NUL by U+2400, so that it can be encoded, stored and sent anywhere.
    /// </summary>
    public static string WellFormed(string text)
    {
        if (IsWellFormed(text)) return text;
        var sound = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) sound.Append(rune.Value == 0 ? "\u2400" : rune.ToString());
        return sound.ToString();
    }

    /// <summary>The start of a text that fits a length, with an ellipsis where something was left out; never half a character.</summary>
    public static string Shorten(string text, int length)
    {
        if (text.Length <= length) return text;
        var end = length - 1;
        if (char.IsHighSurrogate(text[end - 1])) end--;
        return string.Concat(text.AsSpan(0, end), "…");
    }

    /// <summary>The text on one line: every run of white space is one space, and none is at an end.</summary>
    public static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The start of the text on one line, shortened to a length.</summary>
    public static string OneLine(string text, int length) => Shorten(OneLine(text), length);

    /// <summary>The first whole sentences of a text that fit a length, on one line; a first sentence that is longer is cut.</summary>
    public static string Opening(string text, int length)
    {
        var line = OneLine(text);
        if (line.Length <= length) return line;
        for (var end = length; end > 0; end--)
            if (line[end] == ' ' && (line[end - 1] is '.' or '!' or '?')) return line[..end];
        return Shorten(line, length);
    }

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0' || char.IsLowSurrogate(text[i])) return false;
            if (!char.IsHighSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1])) return false;
            i++;
        }

        return true;
    }
}
