using System.Text.Json;
using Microsoft.Extensions.AI;

namespace SupportAgent.Domain.Models;

/// <summary>
/// The arguments of a tool call exactly as the model wrote them. A parsed dictionary forgets duplicate keys, number
/// formats and everything that is not JSON, and those are what the check before a tool runs must see.
/// </summary>
public static class ArgumentsText
{
    /// <summary>The key of the text among the additional properties of a <see cref="FunctionCallContent"/>.</summary>
    public const string Key = "arguments_text";

    /// <summary>Makes a call that carries the text; its parsed arguments stay null when the text is not one JSON object.</summary>
    /// <param name="callId">The id that the result will refer to.</param>
    /// <param name="name">The tool asked for.</param>
    /// <param name="text">The arguments as written.</param>
    /// <returns>The call.</returns>
    public static FunctionCallContent Call(string callId, string name, string text) => new(callId, name, Parse(text))
    {
        AdditionalProperties = new() { [Key] = text },
    };

    /// <summary>The text of a call; made from the parsed arguments where the call carries none, and no JSON where its client could not read them.</summary>
    /// <param name="call">A call of any model.</param>
    /// <returns>The arguments as text, never null.</returns>
    public static string Of(FunctionCallContent call) => call.AdditionalProperties?.GetValueOrDefault(Key) switch
    {
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } stored => stored.GetString()!, // a history read back from JSON
        _ when call.Exception is not null => "(not JSON)",
        _ => CompactJson.Of(call.Arguments ?? new Dictionary<string, object?>()),
    };

    private static Dictionary<string, object?>? Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return null;
            var arguments = new Dictionary<string, object?>();
            foreach (var property in document.RootElement.EnumerateObject())
                arguments[property.Name] = property.Value.Clone();
            return arguments;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or ArgumentException)
        {
            return null; // not JSON, or half a surrogate pair in a name or in the text itself; the text says so to whoever checks it
        }
    }
}
