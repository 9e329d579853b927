using System.Globalization;
using System.Text.Json;

namespace SupportAgent.Domain.Models.Offline.Memory;

/// <summary>Reads a tool's result or arguments. Any field may be missing or of another kind: then it is null or empty.</summary>
internal sealed class ToolData(JsonElement element)
{
    private static readonly ToolData Nothing = new(default);

    /// <summary>The code of the error that the tool answered with, or null.</summary>
    public string? Error => Text("error");

    /// <summary>Takes a result as a tool loop holds it: JSON text, a JSON value, or plain text.</summary>
    public static ToolData Of(object? value) => value switch
    {
        JsonElement { ValueKind: JsonValueKind.String } text => Parse(text.GetString()!),
        JsonElement json => new(json),
        string text => Parse(text),
        null => Nothing,
        _ => Parse(CompactJson.Of(value)),
    };

    /// <summary>One list of the objects in a list of each result, without those that have the same id.</summary>
    public static ToolData Join(string list, IEnumerable<ToolData> results, string id) => new(JsonSerializer.SerializeToElement(
        new Dictionary<string, IEnumerable<JsonElement>> { [list] = results.SelectMany(result => result.Elements(list)).DistinctBy(item => new ToolData(item).Text(id)) }));

    public string? Text(string name) => Field(name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };

    public decimal? Number(string name) => Field(name) switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetDecimal(out var value) => value,
        { ValueKind: JsonValueKind.String } text when decimal.TryParse(text.GetString(), NumberStyles.Number, CultureInfo.InvariantCulture, out var value) => value,
        _ => null,
    };

    /// <summary>Whether a field is true.</summary>
    public bool Flag(string name) => Field(name) is { ValueKind: JsonValueKind.True };

    /// <summary>An amount for people, or null.</summary>
    public string? Money(string name) =>
        Object(name) is var found && found.Number("amount") is { } amount && found.Text("currency") is { } currency
            ? Domain.Money.TryFromMajor(amount, currency, out var money) ? money.ToString() : $"{amount.ToString(CultureInfo.InvariantCulture)} {currency}"
            : null;

    public ToolData Object(string name) => Field(name) is { ValueKind: JsonValueKind.Object } found ? new(found) : Nothing;

    /// <summary>The objects of a list.</summary>
    public IReadOnlyList<ToolData> Objects(string name) => [.. Elements(name).Where(item => item.ValueKind == JsonValueKind.Object).Select(item => new ToolData(item))];

    /// <summary>The texts of a list.</summary>
    public IReadOnlyList<string> Texts(string name) => [.. Elements(name).Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)];

    /// <summary>The fields of an object that are texts, with their names.</summary>
    public IReadOnlyList<(string Name, string Value)> Pairs(string name) => Field(name) is { ValueKind: JsonValueKind.Object } found
        ? [.. found.EnumerateObject().Where(pair => pair.Value.ValueKind == JsonValueKind.String).Select(pair => (pair.Name, pair.Value.GetString()!))]
        : [];

    private static ToolData Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return new(document.RootElement.Clone());
        }
        catch (JsonException)
        {
            return Nothing; // a tool of others may answer in words; there is nothing to read fields from
        }
    }

    private JsonElement.ArrayEnumerator Elements(string name) => Field(name) is { ValueKind: JsonValueKind.Array } found ? found.EnumerateArray() : default;

    private JsonElement? Field(string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var found) ? found : null;
}
