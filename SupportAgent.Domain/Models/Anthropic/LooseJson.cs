using System.Text.Json;

namespace SupportAgent.Domain.Models.Anthropic;

/// <summary>Reads what a server may leave out: compatible servers are not as complete as the package wants them.</summary>
internal static class LooseJson
{
    private const long MostTokens = 1_000_000_000; // more is nonsense, and sums must not overflow

    extension(IReadOnlyDictionary<string, JsonElement> part)
    {
        /// <summary>A text, or null when there is none.</summary>
        public string? TextOf(string name) => part.TryGetValue(name, out var value) ? Text(value) : null;

        /// <summary>An object, or null when there is none.</summary>
        public JsonElement? PartOf(string name) => part.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;
    }

    extension(JsonElement part)
    {
        /// <summary>A text of an object, or null when there is none.</summary>
        public string? TextOf(string name) => part.TryGetProperty(name, out var value) ? Text(value) : null;

        /// <summary>A count of an object, 0 when there is none.</summary>
        public long NumberOf(string name) => part.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
            ? Math.Clamp(number, 0, MostTokens)
            : 0;
    }

    private static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
