using System.Globalization;
using System.Text;
using SupportAgent.Domain.Models.Offline.Memory;

namespace SupportAgent.Domain.Models.Offline.Answers;

/// <summary>Pieces of Markdown. Everything that comes from a tool is written as plain text, so that a name cannot become a link or a heading.</summary>
internal static class Md
{
    /// <summary>Plain text.</summary>
    public static string Text(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text.ReplaceLineEndings(" "))
        {
            if (letter is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '#' or '|' or '~' or '!') plain.Append('\\');
            plain.Append(letter);
        }

        return plain.ToString();
    }

    /// <summary>An order's number with a link to its page.</summary>
    public static string Order(string? id) => id is ['#', .. var rest] && rest.All(char.IsAsciiLetterOrDigit) ? $"[{id}](/orders/{rest})" : Text(id);

    /// <summary>A customer's name with a link to the page of the customer.</summary>
    public static string Customer(string? id, string? name) =>
        id is { Length: > 0 } && id.All(x => char.IsAsciiLetterOrDigit(x) || x == '_') ? $"[{Text(name ?? id)}](/customers/{id})" : Text(name ?? id);

    /// <summary>A ticket's id with a link to its page.</summary>
    public static string Ticket(string? id) => id is { Length: > 0 } && id.All(x => char.IsAsciiLetterOrDigit(x) || x == '-') ? $"[{id}](/tickets/{id})" : Text(id);

    /// <summary>Words with a link to a passage of a policy.</summary>
    public static string Policy(string? link, string words) =>
        link?.StartsWith("/policies/", StringComparison.Ordinal) == true && link.All(x => char.IsLetterOrDigit(x) || x is '/' or '-' or '#') ? $"[{Text(words)}]({link})" : Text(words);

    /// <summary>The day of a moment, as in <c>3 Mar 2026</c>.</summary>
    public static string Day(ToolData data, string field) =>
        DateTimeOffset.TryParse(data.Text(field), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment.ToUniversalTime().ToString("d MMM yyyy", CultureInfo.InvariantCulture)
            : "";

    /// <summary>A word of the tools, such as <c>wrong_item</c>, as people write it.</summary>
    public static string Word(string? word) => Text(word?.Replace('_', ' '));

    /// <summary>Lines of a list.</summary>
    public static string List(IEnumerable<string> lines) => string.Join('\n', lines.Select(x => $"- {x}"));

    /// <summary>Lines of a list to choose from.</summary>
    public static string Numbered(IEnumerable<string> lines) => string.Join('\n', lines.Select((x, index) => $"{index + 1}. {x}"));
}
