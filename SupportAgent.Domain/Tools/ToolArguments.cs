using System.Text;
using System.Text.Json;

namespace SupportAgent.Domain.Tools;

/// <summary>Turns the text that a model sent into one sound JSON object, or says why it is none.</summary>
public static class ToolArguments
{
    /// <summary>Longest text, in UTF-8 bytes; it is refused before it is parsed.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>Deepest nesting.</summary>
    public const int MaxDepth = 16;

    // RFC 8259 and nothing beyond it; a name that stands twice would let the last one win unseen
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    /// <summary>Parses arguments. No text at all counts as an object without members.</summary>
    /// <returns>The object and no problem, or the sentence that says what is wrong.</returns>
    public static (JsonElement Arguments, string? Problem) Parse(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) > MaxBytes) return (default, $"The arguments are longer than {MaxBytes / 1024} KB.");
        try
        {
            using var document = JsonDocument.Parse(string.IsNullOrWhiteSpace(text) ? "{}" : text, Strict);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return (default, $"The arguments must be one JSON object, not {Describe(document.RootElement.ValueKind)}.");
            var arguments = document.RootElement.Clone();
            ReadAllText(arguments);
            return (arguments, null);
        }
        catch (JsonException e)
        {
            return (default, e.Message.Contains("duplicate", StringComparison.OrdinalIgnoreCase)
                ? "The arguments name the same field twice. Send each field once."
                : $"The arguments are not valid JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine}). Send one JSON object.");
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // half a character: ArgumentException where it stands as such, InvalidOperationException where it is escaped
            return (default, "The arguments hold text that is not valid Unicode.");
        }
    }

    internal static string Describe(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        JsonValueKind.Null => "null",
        JsonValueKind.Undefined => "nothing",
    };

    // a lone surrogate parses, and throws only when it is read
    private static void ReadAllText(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.String)
        {
            _ = element.GetString();
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray()) ReadAllText(item);
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in element.EnumerateObject())
            {
                _ = member.Name;
                ReadAllText(member.Value);
            }
        }
    }
}
