using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SupportAgent.Domain.Tools;

/// <summary>
/// Checks arguments against the part of JSON Schema (draft 2020-12) that tools use, strictly: nothing is converted, nothing is overlooked.
/// A schema with a keyword that is not checked here is refused when the app starts.
/// </summary>
public static class ArgumentSchema
{
    private static readonly HashSet<string> Checked = new(StringComparer.Ordinal)
    {
        "type", "properties", "required", "additionalProperties", "enum", "minimum", "maximum", "minLength", "maxLength", "pattern", "items", "minItems", "maxItems",
    };

    private static readonly HashSet<string> Notes = new(StringComparer.Ordinal) { "title", "description", "default", "$schema" };

    /// <summary>Makes sure that every keyword of a tool's schema is one that is checked.</summary>
    /// <exception cref="InvalidOperationException">One is not.</exception>
    public static void EnsureSupported(string tool, JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object) throw new InvalidOperationException($"{tool}: a schema must be an object.");
        foreach (var keyword in schema.EnumerateObject())
        {
            if (!Checked.Contains(keyword.Name) && !Notes.Contains(keyword.Name))
                throw new InvalidOperationException($"{tool}: the schema keyword {keyword.Name} is not checked.");
        }

        if (schema.TryGetProperty("items", out var items)) EnsureSupported(tool, items);
        if (!schema.TryGetProperty("properties", out var properties)) return;
        if (!schema.TryGetProperty("additionalProperties", out var additional) || additional.ValueKind != JsonValueKind.False)
            throw new InvalidOperationException($"{tool}: an object must be closed.");
        foreach (var property in properties.EnumerateObject()) EnsureSupported(tool, property.Value);
    }

    /// <summary>Null when the value fits; else a sentence that names the field, what was found and what was expected.</summary>
    public static string? Check(JsonElement schema, JsonElement value, string path = "")
    {
        var name = path.Length == 0 ? "The arguments" : $"\"{path}\"";
        if (schema.TryGetProperty("type", out var type) && !TypeFits(type, value))
            return $"{name} must be {Expected(type)}, not {ToolArguments.Describe(value.ValueKind)}.";
        if (value.ValueKind == JsonValueKind.Null) return null; // its type allowed it
        if (schema.TryGetProperty("enum", out var allowed) && !allowed.EnumerateArray().Any(x => JsonElement.DeepEquals(x, value)))
            return $"{name} must be one of {string.Join(", ", allowed.EnumerateArray().Where(x => x.ValueKind != JsonValueKind.Null))}.";
        return value.ValueKind switch
        {
            JsonValueKind.String => CheckText(schema, value.GetString()!, name),
            JsonValueKind.Number => CheckNumber(schema, value, name),
            JsonValueKind.Array => CheckArray(schema, value, path, name),
            JsonValueKind.Object => CheckObject(schema, value, path),
            JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null or JsonValueKind.Undefined => null,
        };
    }

    private static bool TypeFits(JsonElement type, JsonElement value) => type.ValueKind == JsonValueKind.Array
        ? type.EnumerateArray().Any(x => TypeFits(x, value))
        : type.GetString() switch
        {
            "object" => value.ValueKind == JsonValueKind.Object,
            "array" => value.ValueKind == JsonValueKind.Array,
            "string" => value.ValueKind == JsonValueKind.String,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "null" => value.ValueKind == JsonValueKind.Null,
            "number" => value.ValueKind == JsonValueKind.Number,
            "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
            var other => throw new InvalidOperationException($"The schema type {other} is not checked."),
        };

    private static string Expected(JsonElement type)
    {
        var names = type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(x => x.GetString()) : [type.GetString()];
        return string.Join(" or ", names.Select(x => x switch
        {
            "object" => "an object",
            "array" => "an array",
            "string" => "a text",
            "boolean" => "true or false",
            "number" => "a number",
            "integer" => "a whole number",
            _ => "null",
        }));
    }

    private static string? CheckText(JsonElement schema, string text, string name)
    {
        if (schema.TryGetProperty("minLength", out var min) && text.Length < min.GetInt32()) return $"{name} must have at least {min} characters.";
        if (schema.TryGetProperty("maxLength", out var max) && text.Length > max.GetInt32()) return $"{name} must have at most {max} characters, not {text.Length}.";
        if (schema.TryGetProperty("pattern", out var pattern) && !Regex.IsMatch(text, pattern.GetString()!, RegexOptions.NonBacktracking, TimeSpan.FromSeconds(1)))
            return $"{name} does not have the form {pattern}.";
        return null;
    }

    private static string? CheckNumber(JsonElement schema, JsonElement value, string name)
    {
        // 1e2 and 40 digits are numbers to JSON, and nothing that a person writes as an amount
        var token = value.GetRawText();
        if (token.AsSpan().ContainsAny('e', 'E') || token.Length > 20 || !decimal.TryParse(token, NumberStyles.Number, CultureInfo.InvariantCulture, out var number))
            return $"{name} must be a plain decimal number, such as 12.50.";
        if (schema.TryGetProperty("minimum", out var min) && number < min.GetDecimal()) return $"{name} must be at least {min}.";
        if (schema.TryGetProperty("maximum", out var max) && number > max.GetDecimal()) return $"{name} must be at most {max}.";
        return null;
    }

    private static string? CheckArray(JsonElement schema, JsonElement value, string path, string name)
    {
        var length = value.GetArrayLength();
        if (schema.TryGetProperty("minItems", out var min) && length < min.GetInt32()) return $"{name} must have at least {min} entries.";
        if (schema.TryGetProperty("maxItems", out var max) && length > max.GetInt32()) return $"{name} must have at most {max} entries, not {length}.";
        if (!schema.TryGetProperty("items", out var items)) return null;
        return value.EnumerateArray().Select((item, i) => Check(items, item, $"{path}[{i}]")).FirstOrDefault(x => x is not null);
    }

    private static string? CheckObject(JsonElement schema, JsonElement value, string path)
    {
        if (!schema.TryGetProperty("properties", out var properties)) return null;
        var prefix = path.Length == 0 ? "" : $"{path}.";
        var known = string.Join(", ", properties.EnumerateObject().Select(x => x.Name));
        foreach (var member in value.EnumerateObject())
        {
            if (!properties.TryGetProperty(member.Name, out var property))
                return $"There is no field \"{prefix}{Text.Shorten(member.Name, 60)}\". The fields are: {known}.";
            if (Check(property, member.Value, $"{prefix}{member.Name}") is { } problem) return problem;
        }

        if (!schema.TryGetProperty("required", out var required)) return null;
        var missing = required.EnumerateArray().Select(x => x.GetString()!).Where(x => !value.TryGetProperty(x, out _)).ToList();
        return missing.Count == 0 ? null : $"\"{prefix}{missing[0]}\" is missing.";
    }
}
