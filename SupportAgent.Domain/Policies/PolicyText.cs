using System.Text;

namespace SupportAgent.Domain.Policies;

/// <summary>Reads a Markdown file as a policy: <c># </c> begins its title, <c>## </c> a section.</summary>
internal static class PolicyText
{
    /// <summary>The policy; a file without a title is called like the file.</summary>
    /// <param name="name">The policy's name.</param>
    /// <param name="text">The whole file.</param>
    public static Policy Read(string name, string text)
    {
        string? title = null;
        var sections = new List<(string? Heading, StringBuilder Text)> { (null, new StringBuilder()) };
        foreach (var line in Text.WellFormed(text).ReplaceLineEndings("\n").Split('\n'))
        {
            if (title is null && HeadingOf(line, "# ") is { } first) title = first;
            else if (HeadingOf(line, "## ") is { } heading) sections.Add((heading, new StringBuilder()));
            else sections[^1].Text.Append(line).Append('\n');
        }

        title ??= Capitalise(name.Replace('-', ' '));
        return new Policy(name, title, [.. PassagesOf(name, title, sections)]);
    }

    // a heading without text under it says nothing that could be quoted
    private static IEnumerable<PolicyPassage> PassagesOf(string name, string title, List<(string? Heading, StringBuilder Text)> sections)
    {
        var anchors = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (heading, lines) in sections)
        {
            if (lines.ToString().Trim() is not { Length: > 0 } text) continue;
            var section = heading ?? title;
            yield return new PolicyPassage(name, title, section, Unique(anchors, Slug.Of(section)), text);
        }
    }

    private static string Unique(HashSet<string> taken, string slug)
    {
        if (slug.Length == 0) slug = "section";
        var anchor = slug;
        for (var number = 2; !taken.Add(anchor); number++) anchor = $"{slug}-{number}";
        return anchor;
    }

    private static string? HeadingOf(string line, string mark) =>
        line.StartsWith(mark, StringComparison.Ordinal) && line[mark.Length..].Trim(' ', '\t', '#') is { Length: > 0 } heading ? heading : null;

    private static string Capitalise(string text) => text.Length == 0 ? text : string.Concat(char.ToUpperInvariant(text[0]).ToString(), text.AsSpan(1));
}
