using System.Text.Json;

namespace SupportAgent.Domain.Models.Anthropic;

/// <summary>
/// The arguments of an earlier call as the API takes them: one object. Text that is none goes along as a text inside of one, so that the
/// model sees what it wrote and what was wrong with it.
/// </summary>
internal static class ToolInput
{
    /// <summary>The property that holds arguments that are no object.</summary>
    public const string Unreadable = "unreadable_arguments";

    // deep enough for any tool; with the rest of the request around it, it must stay below the serializer's 64
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    /// <summary>The object for a text.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Of(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return new Dictionary<string, JsonElement>();
        try
        {
            using var document = JsonDocument.Parse(text, Strict);
            if (document.RootElement.ValueKind == JsonValueKind.Object && IsReadable(document.RootElement))
                return document.RootElement.EnumerateObject().ToDictionary(property => property.Name, property => property.Value.Clone());
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or ArgumentException)
        {
            // not JSON, or half a surrogate pair somewhere: it goes along as text
        }

        return new Dictionary<string, JsonElement> { [Unreadable] = JsonSerializer.SerializeToElement(text) };
    }

    /// <summary>Whether it can be written again: JSON may hold half a surrogate pair, which no text can.</summary>
    private static bool IsReadable(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().All(property => property.Name is not null && IsReadable(property.Value)),
        JsonValueKind.Array => value.EnumerateArray().All(IsReadable),
        JsonValueKind.String => value.GetString() is not null,
        _ => true,
    };
}
