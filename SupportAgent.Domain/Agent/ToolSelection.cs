using System.Text.RegularExpressions;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Agent;

/// <summary>
/// Chooses the tools that go out with a round, since too many confuse a model: those of pinned groups, those that are always offered, those that the
/// conversation uses already, and of the rest those whose descriptions share most words with what is said, rare words counting more, and the tools for the conversation's subject more than others.
/// </summary>
public sealed partial class ToolSelection
{
    /// <summary>Most tools of a round.</summary>
    public const int Most = 12;

    // how much more the tools of the conversation's subject count
    private const double Likelier = 1.5;

    private readonly Dictionary<string, IReadOnlyDictionary<string, double>> _words;
    private readonly Dictionary<string, double> _rarity;

    /// <summary>Reads the descriptions.</summary>
    public ToolSelection(ToolCatalogue catalogue)
    {
        var offered = catalogue.All.Where(x => x.IsOffered).ToList();
        _words = offered.ToDictionary(x => x.Name, WordsOf, StringComparer.Ordinal);
        _rarity = _words.Values.SelectMany(x => x.Keys).CountBy(x => x, StringComparer.Ordinal).ToDictionary(x => x.Key, x => Math.Log(1 + ((double)offered.Count / x.Value)), StringComparer.Ordinal);
    }

    /// <summary>The tools of a round.</summary>
    /// <param name="usable">Those that the person may use.</param>
    /// <param name="said">What is said, with its weight.</param>
    /// <param name="used">Names that the conversation has called, also of tools that were not offered then: they are now.</param>
    /// <param name="pinned">Groups that people want offered.</param>
    /// <param name="subject">What the conversation is about, if that was told.</param>
    public IReadOnlyList<ToolDefinition> Choose(
        IEnumerable<ToolDefinition> usable, IEnumerable<(string Text, double Weight)> said, IReadOnlySet<string> used, IReadOnlySet<ToolGroup> pinned, LabelCategory? subject = null)
    {
        var topic = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (text, weight) in said)
            foreach (var word in Stems(text)) topic[word] = Math.Max(topic.GetValueOrDefault(word), weight);
        var likely = GroupOf(subject);
        return [.. usable
            .OrderBy(x => pinned.Contains(x.Group) ? 0 : x.IsAlwaysOffered ? 1 : used.Contains(x.Name) ? 2 : 3)
            .ThenByDescending(x => ScoreOf(x, topic) * (x.Group == likely ? Likelier : 1) + (x.Group == likely ? 1 : 0)).ThenBy(x => x.Name, StringComparer.Ordinal)
            .Take(Most)
            .OrderBy(x => x.Name, StringComparer.Ordinal)];
    }

    private static ToolGroup? GroupOf(LabelCategory? subject) => subject switch
    {
        LabelCategory.Refund => ToolGroup.Refunds,
        LabelCategory.OrderStatus => ToolGroup.Orders,
        LabelCategory.ProductQuestion => ToolGroup.Customers,
        LabelCategory.Other or null => null,
    };

    private double ScoreOf(ToolDefinition tool, Dictionary<string, double> topic) =>
        _words[tool.Name].Sum(x => topic.GetValueOrDefault(x.Key) * x.Value * _rarity[x.Key]);

    // a name says most, and what a tool is not for says nothing
    private static IReadOnlyDictionary<string, double> WordsOf(ToolDefinition tool)
    {
        var words = new Dictionary<string, double>(StringComparer.Ordinal);
        var description = tool.Description.Split("Not for", 2)[0];
        foreach (var (text, weight) in new[] { (description, 1.0), (tool.Title, 2.0), (tool.Name.Replace('_', ' '), 3.0) })
            foreach (var word in Stems(text)) words[word] = weight;
        return words;
    }

    private static IEnumerable<string> Stems(string text) => Word().Matches(text.ToLowerInvariant()).Select(x => Stem(x.Value)).Where(x => !Common.Contains(x)).Distinct(StringComparer.Ordinal);

    // enough for "cancelled" and "cancellation", "addresses" and "exchanging"
    private static string Stem(string word)
    {
        foreach (var ending in Endings)
            if (word.Length - ending.Length >= 4 && word.EndsWith(ending, StringComparison.Ordinal)) return Stem(word[..^ending.Length]);
        return word.Length > 4 && word[^1] == word[^2] ? word[..^1] : word;
    }

    private static readonly string[] Endings = ["ations", "ation", "ings", "ing", "ies", "ed", "es", "s", "e", "y"];

    private static readonly HashSet<string> Common = new(StringComparer.Ordinal)
    {
        "the", "and", "for", "with", "whos", "know", "known", "use", "not", "person", "order", "custom", "ask", "when", "what", "that", "this", "its", "are", "can", "tool", "pleas", "staff", "prepar", "get", "list",
    };

    [GeneratedRegex("[a-z]{3,}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
