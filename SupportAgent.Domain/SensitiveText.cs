using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SupportAgent.Domain;

/// <summary>
/// Masks what must never reach a model, a page or the audit, whatever a tool answers: card numbers (13 to 19 digits that pass the Luhn check of
/// ISO/IEC 7812-1) keep their last four digits, and fields that are secret by their name keep nothing.
/// </summary>
public static partial class SensitiveText
{
    private const string Mask = "•••";

    private static readonly HashSet<string> SecretNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "password", "secret", "api_key", "access_token", "card_number", "cvv", "cvc", "pin", "iban", "ssn",
    };

    /// <summary>The JSON with everything sensitive masked; the same text where nothing is.</summary>
    /// <param name="json">What a tool answered.</param>
    public static string MaskJson(string json)
    {
        if (!MayHoldSecrets().IsMatch(json)) return json;
        try
        {
            return JsonNode.Parse(json) is { } node ? MaskNode(node, "")!.ToJsonString(Json.Options) : json;
        }
        catch (JsonException)
        {
            return MaskText(json);
        }
    }

    /// <summary>The text with card numbers masked.</summary>
    public static string MaskText(string text) => LongNumber().Replace(text, match =>
    {
        if (match.Groups["id"].Success) return match.Value;
        var digits = match.Value.Where(char.IsAsciiDigit).ToArray();
        return digits.Length is >= 13 and <= 19 && PassesLuhn(digits) ? $"{Mask}{new string(digits[^4..])}" : match.Value;
    });

    private static JsonNode? MaskNode(JsonNode? node, string name)
    {
        if (node is JsonObject members)
        {
            foreach (var (key, value) in members.ToList()) members[key] = MaskNode(value?.DeepClone(), key);
            return members;
        }

        if (node is JsonArray items)
        {
            for (var i = 0; i < items.Count; i++) items[i] = MaskNode(items[i]?.DeepClone(), name);
            return items;
        }

        if (node is null) return null;
        if (SecretNames.Contains(name)) return JsonValue.Create(Mask);
        return node.GetValueKind() == JsonValueKind.String ? JsonValue.Create(MaskText(node.GetValue<string>())) : node;
    }

    private static bool PassesLuhn(char[] digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            if (i % 2 == 1) digit = digit > 4 ? (digit * 2) - 9 : digit * 2;
            sum += digit;
        }

        return sum % 10 == 0;
    }

    // ids and hashes come first: in one of some hundred the digits would happen to look like a card
    [GeneratedRegex(@"(?<id>\b(?:[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}|[0-9A-Fa-f]{32}|[0-9A-Fa-f]{64})\b)|[0-9](?:[ -]?[0-9])+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex LongNumber();

    [GeneratedRegex(@"[0-9](?:[ -]?[0-9]){12}|""(?:password|secret|api_key|access_token|card_number|cvv|cvc|pin|iban|ssn)""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex MayHoldSecrets();
}
