using SupportAgent.Domain.Models.Offline.Understanding;

namespace SupportAgent.Domain.Models.Offline.Memory;

/// <summary>An item of an order, or a variant of a product, that a tool has shown.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name; empty for a variant.</param>
/// <param name="Options">What tells it from others of its name.</param>
/// <param name="Data">All that the tool told.</param>
internal sealed record KnownItem(string Id, string Name, IReadOnlyList<(string Name, string Value)> Options, ToolData Data)
{
    /// <summary>Whether it can be ordered now.</summary>
    public bool IsAvailable => Data.Flag("available");

    public static KnownItem? Of(ToolData data) => data.Text("item_id") is { } id ? new(id, data.Text("name") ?? "", data.Pairs("options"), data) : null;

    /// <summary>The items of a result.</summary>
    public static IReadOnlyList<KnownItem> Of(ToolData result, string list) => [.. result.Objects(list).Select(Of).OfType<KnownItem>()];

    /// <summary>How many of its options the words name.</summary>
    public int OptionsIn(IReadOnlyList<string> words) => Options.Count(x => ItemWords.IndexIn(words, ItemWords.Of(x.Value)) >= 0);

    /// <summary>The value of an option, or null.</summary>
    public string? Option(string name) => Options.FirstOrDefault(x => x.Name == name).Value;
}
