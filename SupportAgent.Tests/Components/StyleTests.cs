using System.Text.RegularExpressions;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Components;

/// <summary>The rules of docs/interface.md that can be read from the stylesheets.</summary>
public sealed partial class StyleTests
{
    private static readonly (string Path, string Text)[] Sheets = [.. Repository.Sources("SupportAgent.Web", ".css").Where(x => !x.Path.Contains("_framework", StringComparison.Ordinal))];

    private static readonly HashSet<string> Declared = [.. Declaration().Matches(Sheets.Single(x => x.Path == "wwwroot/app.css").Text).Select(x => x.Groups["name"].Value)];

    [Fact]
    public void Colours_are_written_down_in_one_stylesheet_only()
    {
        var strays = from sheet in Sheets
                     where sheet.Path != "wwwroot/app.css"
                     from Match match in Colour().Matches(sheet.Text)
                     select $"{sheet.Path}: {match.Value}";
        Assert.Empty(strays);
    }

    [Fact]
    public void Every_token_that_is_used_is_declared()
    {
        var strays = from sheet in Sheets
                     from Match match in Use().Matches(sheet.Text)
                     where !Declared.Contains(match.Groups["name"].Value)
                     select $"{sheet.Path}: {match.Groups["name"].Value}";
        Assert.Empty(strays);
    }

    [Fact]
    public void Every_token_is_explained()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "interface.md"));
        Assert.All(Declared.Where(x => !x.StartsWith("--space-", StringComparison.Ordinal)), x => Assert.Contains($"`{x}`", page, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^\s+(?<name>--[a-z0-9-]+):", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"var\((?<name>--(?:[a-qs-z]|r[a-y])[a-z0-9-]*)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)] // --rz-… are Radzen's
    private static partial Regex Use();

    [GeneratedRegex(@"[ (,](?:#[0-9a-fA-F]{3,8}|(?:rgb|hsl|oklch|light-dark)\([^)]*\)|white|black)[ ;,)]", RegexOptions.NonBacktracking)]
    private static partial Regex Colour();
}
