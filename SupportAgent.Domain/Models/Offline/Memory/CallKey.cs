using System.Globalization;
using System.Text.Json;

namespace SupportAgent.Domain.Models.Offline.Memory;

/// <summary>Says whether two calls are the same, however their arguments are written: order of fields, 12.5 or 12.50.</summary>
internal static class CallKey
{
    public static string Of(string tool, string arguments)
    {
        try
        {
            using var document = JsonDocument.Parse(arguments);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? $"{tool} {string.Join(',', document.RootElement.EnumerateObject().Select(Field).Order(StringComparer.Ordinal))}"
                : $"{tool} {arguments}";
        }
        catch (JsonException)
        {
            return $"{tool} {arguments}"; // written by another model, and compared only with itself
        }
    }

    private static string Field(JsonProperty field) =>
        field.Value.ValueKind == JsonValueKind.Number && field.Value.TryGetDecimal(out var number)
            ? $"{field.Name}={number.ToString("0.############", CultureInfo.InvariantCulture)}"
            : $"{field.Name}={field.Value.GetRawText()}";
}
