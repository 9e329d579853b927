using System.Text.Json;
using System.Text.Json.Nodes;

namespace SupportAgent.Domain.Models;

/// <summary>
/// A tool's schema as OpenAI's strict mode wants it: objects closed, every property required, optional ones nullable, and only keywords that it
/// knows. What it does not know goes into descriptions; that is checked before a tool runs anyway, as is the rest.
/// </summary>
internal static class StrictSchema
{
    private const int DeepestLevel = 10;

    private static readonly HashSet<string> Kept = new(StringComparer.Ordinal) { "pattern", "minimum", "maximum", "minItems", "maxItems" };

    /// <summary>The strict form of a schema; null when strict mode cannot say the same, such as for an object with free fields.</summary>
    /// <param name="schema">The schema of a tool's arguments.</param>
    public static string? Of(JsonElement schema) =>
        schema.ValueKind == JsonValueKind.Object && IsType(schema, "object") ? Strict(schema, isOptional: false, level: 1)?.ToJsonString() : null;

    /// <summary>
    /// Arguments made under the strict form, as the tool's own schema wants them: null stood for a field that is left out, and goes where the
    /// tool takes no null there. Nothing else is touched, and text that is not sound stays as it is, for the check to see.
    /// </summary>
    /// <param name="schema">The tool's own schema.</param>
    /// <param name="arguments">The text that the model wrote.</param>
    public static string Undo(JsonElement schema, string arguments)
    {
        try
        {
            using var document = JsonDocument.Parse(arguments, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return HasLeftOut(schema, document.RootElement) ? WithoutLeftOut(schema, document.RootElement) : arguments;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or ArgumentException)
        {
            return arguments; // not JSON, a field twice, or half a character
        }
    }

    private static JsonObject? Strict(JsonElement schema, bool isOptional, int level)
    {
        if (schema.ValueKind != JsonValueKind.Object || level > DeepestLevel || !schema.TryGetProperty("type", out var type)) return null;
        var strict = new JsonObject { ["type"] = Type(type, isOptional) };
        List<string> notes = [];
        foreach (var keyword in schema.EnumerateObject())
        {
            var value = keyword.Value;
            if (Kept.Contains(keyword.Name)) strict[keyword.Name] = JsonNode.Parse(value.GetRawText());
            else if (keyword.Name == "enum") strict["enum"] = Values(value, isOptional);
            else if (keyword.Name == "description") notes.Insert(0, value.GetString() ?? "");
            else if (keyword.Name == "minLength") notes.Add($"At least {value} characters.");
            else if (keyword.Name == "maxLength") notes.Add($"At most {value} characters.");
            else if (keyword.Name == "default" && value.ValueKind != JsonValueKind.Null) notes.Add($"Default: {value.GetRawText()}.");
            else if (keyword.Name is not ("type" or "properties" or "required" or "additionalProperties" or "items" or "default" or "title" or "$schema")) return null;
        }

        if (isOptional) notes.Add("Null leaves it out.");
        if (notes.Count > 0) strict["description"] = string.Join(' ', notes);
        return Closed(schema, strict, level) && WithItems(schema, strict, level) ? strict : null;
    }

    private static bool Closed(JsonElement schema, JsonObject strict, int level)
    {
        if (!IsType(schema, "object")) return true;
        var isClosed = schema.TryGetProperty("additionalProperties", out var more) && more.ValueKind == JsonValueKind.False;
        if (!isClosed) return false;
        var fields = new JsonObject();
        foreach (var field in Fields(schema))
        {
            if (Strict(field.Value, !IsRequired(schema, field.Name), level + 1) is not { } inner) return false;
            fields[field.Name] = inner;
        }

        strict["required"] = new JsonArray([.. fields.Select(x => (JsonNode)x.Key)]);
        strict["properties"] = fields;
        strict["additionalProperties"] = false;
        return true;
    }

    private static bool WithItems(JsonElement schema, JsonObject strict, int level)
    {
        if (!IsType(schema, "array")) return true;
        if (!schema.TryGetProperty("items", out var items) || Strict(items, isOptional: false, level + 1) is not { } inner) return false;
        strict["items"] = inner;
        return true;
    }

    private static JsonNode Type(JsonElement type, bool isOptional)
    {
        if (!isOptional || AcceptsNull(type)) return JsonNode.Parse(type.GetRawText())!;
        var types = type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(x => x.GetString()) : [type.GetString()];
        return new JsonArray([.. types.Select(x => (JsonNode?)x), "null"]);
    }

    private static JsonArray Values(JsonElement values, bool isOptional)
    {
        var array = new JsonArray([.. values.EnumerateArray().Select(x => JsonNode.Parse(x.GetRawText()))]);
        if (isOptional && array.All(x => x is not null)) array.Add(null);
        return array;
    }

    private static bool HasLeftOut(JsonElement schema, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Any(x => IsLeftOut(schema, x) || (FieldOf(schema, x.Name) is { } inner && HasLeftOut(inner, x.Value))),
        JsonValueKind.Array => ItemsOf(schema) is { } items && value.EnumerateArray().Any(x => HasLeftOut(items, x)),
        _ => false,
    };

    private static string WithoutLeftOut(JsonElement schema, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => $"{{{string.Join(',', value.EnumerateObject().Where(x => !IsLeftOut(schema, x)).Select(x =>
            $"{JsonSerializer.Serialize(x.Name)}:{(FieldOf(schema, x.Name) is { } inner ? WithoutLeftOut(inner, x.Value) : x.Value.GetRawText())}"))}}}",
        JsonValueKind.Array when ItemsOf(schema) is { } items => $"[{string.Join(',', value.EnumerateArray().Select(x => WithoutLeftOut(items, x)))}]",
        _ => value.GetRawText(),
    };

    private static bool IsLeftOut(JsonElement schema, JsonProperty field) =>
        field.Value.ValueKind == JsonValueKind.Null && FieldOf(schema, field.Name) is { } inner && !IsRequired(schema, field.Name)
        && inner.TryGetProperty("type", out var type) && !AcceptsNull(type);

    private static IEnumerable<JsonProperty> Fields(JsonElement schema) =>
        schema.TryGetProperty("properties", out var properties) ? properties.EnumerateObject() : Enumerable.Empty<JsonProperty>();

    private static JsonElement? FieldOf(JsonElement schema, string name) =>
        schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(name, out var field) ? field : null;

    private static JsonElement? ItemsOf(JsonElement schema) => schema.TryGetProperty("items", out var items) ? items : null;

    private static bool IsRequired(JsonElement schema, string name) =>
        schema.TryGetProperty("required", out var required) && required.EnumerateArray().Any(x => x.ValueEquals(name));

    private static bool IsType(JsonElement schema, string name) => schema.TryGetProperty("type", out var type) && Names(type, name);

    private static bool AcceptsNull(JsonElement type) => Names(type, "null");

    private static bool Names(JsonElement type, string name) =>
        type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Any(x => x.ValueEquals(name)) : type.ValueEquals(name);
}
