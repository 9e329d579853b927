using System.Text.Json;

namespace SupportAgent.Domain.Evaluation;

/// <summary>Compares a call with what was expected.</summary>
internal static class CallMatch
{
    /// <summary>Which of the expected arguments are others, and how; empty when the call fits.</summary>
    public static IReadOnlyList<string> Differences(ExpectedCall expected, CallMade made)
    {
        try
        {
            using var given = JsonDocument.Parse(made.Arguments);
            return given.RootElement.ValueKind == JsonValueKind.Object ? Differences(expected, given.RootElement) : ["arguments are no object"];
        }
        catch (JsonException)
        {
            return ["arguments are no JSON"];
        }
    }

    private static List<string> Differences(ExpectedCall expected, JsonElement given) =>
    [
        .. from wanted in expected.Arguments
           let value = given.TryGetProperty(wanted.Key, out var found) ? found : default
           where !AreSame(wanted.Value, value)
           select $"{wanted.Key} is {Shown(value)}, not {Shown(wanted.Value)}",
    ];

    private static bool AreSame(JsonElement wanted, JsonElement given) => wanted.ValueKind switch
    {
        JsonValueKind.Null => given.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined,
        JsonValueKind.String => given.ValueKind == JsonValueKind.String && new TextPattern(wanted.GetString()!).Is(given.GetString()!),
        JsonValueKind.Number => given.ValueKind == JsonValueKind.Number && wanted.TryGetDecimal(out var one) && given.TryGetDecimal(out var other) && one == other,
        JsonValueKind.Array => given.ValueKind == JsonValueKind.Array && wanted.GetArrayLength() == given.GetArrayLength() &&
            wanted.EnumerateArray().Zip(given.EnumerateArray()).All(x => AreSame(x.First, x.Second)),
        JsonValueKind.Object => given.ValueKind == JsonValueKind.Object && wanted.EnumerateObject().All(x => given.TryGetProperty(x.Name, out var found) && AreSame(x.Value, found)),
        _ => wanted.ValueKind == given.ValueKind,
    };

    private static string Shown(JsonElement value) => value.ValueKind == JsonValueKind.Undefined ? "not given" : Text.Shorten(value.GetRawText(), 80);
}
