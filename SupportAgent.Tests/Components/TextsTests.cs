using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using SupportAgent.Tests.Infrastructure;
using SupportAgent.Web.Hosting;
using Xunit;

namespace SupportAgent.Tests.Components;

public sealed partial class TextsTests
{
    // the same word in both languages
    private static readonly HashSet<string> Same =
    [
        "Chat", "Code", "Export", "Feedback", "Filter", "in {0:0} h", "in {0:0} min", "JSON", "Live", "Name", "Normal", "Person", "Schema", "Status", "Ticket", "Tickets", "Version",
        "W2378156, defective, ref* …",
    ];

    public static TheoryData<string> Files => [.. Resources.Select(x => x.Path).Where(x => x.EndsWith("Texts.resx", StringComparison.Ordinal))];

    private static IEnumerable<(string Path, string Text)> Resources =>
        new[] { "SupportAgent.Web", "SupportAgent.Domain" }.SelectMany(project => Repository.Sources(project, ".resx").Select(x => ($"{project}/{x.Path}", x.Text)));

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_text_is_there_in_every_language_with_the_same_places_to_fill(string file)
    {
        var english = Read(file);
        foreach (var language in Languages.All.Select(x => x.Name).Where(x => x != "en"))
        {
            var other = Read(file.Replace(".resx", $".{language}.resx", StringComparison.Ordinal));
            Assert.Equal(english.Keys.Order(), other.Keys.Order());
            Assert.All(english, x => Assert.Equal(Places(x.Value), Places(other[x.Key])));
            Assert.All(other.Values, x => Assert.False(string.IsNullOrWhiteSpace(x)));
            Assert.Empty(english.Where(x => Words().IsMatch(Place().Replace(x.Value, "")) && x.Value == other[x.Key] && !Same.Contains(x.Value)).Select(x => $"{x.Key}: {x.Value}"));
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void No_text_is_left_over(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        var uses = string.Join('\n', new[] { "SupportAgent.Web", "SupportAgent.Domain" }.SelectMany(x => Repository.Sources(x, ".cs", ".razor")).Select(x => x.Text));
        // states are looked up by the name of their type and value
        Assert.DoesNotContain(Read(file).Keys, x => !x.Contains('_', StringComparison.Ordinal) && !uses.Contains($"{name}.{x}", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_state_of_a_kind_has_a_text()
    {
        var keys = Read("SupportAgent.Web/Texts/StateTexts.resx").Keys;
        var kinds = new[] { typeof(Languages).Assembly, typeof(Domain.Money).Assembly }.SelectMany(x => x.GetTypes()).Where(x => x.IsEnum).ToLookup(x => x.Name);
        Assert.Equal(keys.GroupBy(x => x.Split('_')[0]).SelectMany(x => kinds[x.Key].Single().GetEnumNames().Select(name => $"{x.Key}_{name}")).Order(), keys.Order());
    }

    [Fact]
    public void The_texts_are_read_in_the_language_of_the_person()
    {
        var texts = new ResourceManager("SupportAgent.Web.Texts.LayoutTexts", typeof(Languages).Assembly);
        Assert.Equal("Approvals", texts.GetString("Approvals", CultureInfo.GetCultureInfo("en-GB")));
        Assert.Equal("Freigaben", texts.GetString("Approvals", CultureInfo.GetCultureInfo("de-AT")));
        Assert.Equal("Approvals", texts.GetString("Approvals", CultureInfo.GetCultureInfo("fr-FR")));
    }

    private static Dictionary<string, string> Read(string file) =>
        XDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, file))).Root!.Elements("data").ToDictionary(x => x.Attribute("name")!.Value, x => x.Element("value")!.Value);

    private static string Places(string text) => string.Join(' ', Place().Matches(text).Select(x => x.Value).Distinct().Order(StringComparer.Ordinal));

    [GeneratedRegex(@"\{\d+[^}]*\}", RegexOptions.NonBacktracking)]
    private static partial Regex Place();

    [GeneratedRegex("[A-Za-z]{3,}", RegexOptions.NonBacktracking)]
    private static partial Regex Words();
}
