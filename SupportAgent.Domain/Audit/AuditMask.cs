using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SupportAgent.Domain.Audit;

/// <summary>
/// The one policy of what the audit never holds in clear: it is applied to every text that <see cref="AuditLog"/> writes. Fields of JSON that are
/// secret by their name lose their value; card numbers keep four digits; keys, tokens, passwords and the like are found in any text. What is not
/// masked stays byte for byte as it came. <c>docs/audit.md</c> lists it.
/// </summary>
public static partial class AuditMask
{
    private const string Mark = "•••";

    private static readonly JsonReaderOptions Lenient = new() { MaxDepth = 256, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    // by what is left of a name without case and punctuation
    private static readonly HashSet<string> SecretNames = new(StringComparer.Ordinal)
    {
        "pass", "passwd", "pwd", "passphrase", "pin", "otp", "cvv", "cvc", "cvn", "securitycode", "cardnumber", "pan", "iban", "accountnumber", "ssn",
        "authorization", "cookie", "setcookie", "credentials", "connectionstring", "sessionid",
    };

    private static readonly string[] SecretEndings = ["password", "secret", "token", "apikey", "privatekey", "secretkey", "accesskey", "signingkey"];

    /// <summary>The text with everything masked that the policy names; the same text where there is nothing.</summary>
    public static string Mask(string text) => text.AsSpan().TrimStart() is ['{' or '[', ..] && MaskJson(text) is { } masked ? masked : MaskText(text);

    private static string MaskText(string text)
    {
        if (text.Length < 4) return text;
        text = PrivateKey().Replace(text, Mark);
        text = NamedSecret().Replace(text, static x => $"{x.Groups["name"].Value}{x.Groups["mid"].Value}{Mark}");
        text = Scheme().Replace(text, static x => $"{x.Groups["scheme"].Value} {Mark}");
        text = UserInAddress().Replace(text, static x => $"{x.Groups["start"].Value}{Mark}@");
        text = KnownKey().Replace(text, Mark);
        text = AccountNumber().Replace(text, static x => IsIban(x.Value) ? $"{Mark}{x.Value[^4..]}" : x.Value);
        text = SocialSecurity().Replace(text, static x => $"{x.Groups["before"].Value}{Mark}{x.Groups["after"].Value}");
        return SensitiveText.MaskText(text);
    }

    // null when it is no JSON. What is masked is cut out of the text, and all the rest stays: "as received" has to mean that
    private static string? MaskJson(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var masked = new StringBuilder();
        var copied = 0;
        try
        {
            var reader = new Utf8JsonReader(bytes, Lenient);
            var secretFrom = int.MaxValue; // the depth of the container that is secret by its name
            var isSecret = false;
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
                {
                    if (reader.CurrentDepth <= secretFrom) secretFrom = int.MaxValue;
                    isSecret = false;
                    continue;
                }

                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                {
                    if (isSecret && secretFrom == int.MaxValue) secretFrom = reader.CurrentDepth;
                    isSecret = false;
                    continue;
                }

                if (Replacement(ref reader, isSecret || secretFrom != int.MaxValue) is { } replacement)
                {
                    var start = (int)reader.TokenStartIndex;
                    masked.Append(Encoding.UTF8.GetString(bytes, copied, start - copied)).Append(replacement);
                    copied = start + reader.ValueSpan.Length + (reader.TokenType == JsonTokenType.Number ? 0 : 2);
                }

                isSecret = reader.TokenType == JsonTokenType.PropertyName && IsSecretName(reader.GetString()!);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }

        return copied == 0 ? text : masked.Append(Encoding.UTF8.GetString(bytes, copied, bytes.Length - copied)).ToString();
    }

    private static string? Replacement(ref Utf8JsonReader reader, bool isSecret)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            if (isSecret) return Quoted(Mark);
            var number = Encoding.UTF8.GetString(reader.ValueSpan);
            var maskedNumber = SensitiveText.MaskText(number);
            return maskedNumber == number ? null : Quoted(maskedNumber);
        }

        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName)) return null;
        if (isSecret && reader.TokenType == JsonTokenType.String) return Quoted(Mark);
        var text = reader.GetString()!;
        // JSON within JSON, as tools hand it on
        var masked = reader.TokenType == JsonTokenType.String ? Mask(text) : MaskText(text);
        return masked == text ? null : Quoted(masked);
    }

    private static string Quoted(string text) => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"";

    private static bool IsSecretName(string name)
    {
        var plain = string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
        return SecretNames.Contains(plain) || Array.Exists(SecretEndings, x => plain.EndsWith(x, StringComparison.Ordinal));
    }

    // ISO 13616: the letters as numbers, the first four characters at the end, modulo 97
    private static bool IsIban(string text)
    {
        var plain = text.Replace(" ", "", StringComparison.Ordinal);
        if (plain.Length is < 15 or > 34) return false;
        var rest = 0;
        foreach (var character in string.Concat(plain.AsSpan(4), plain.AsSpan(0, 4)).ToUpperInvariant())
            rest = char.IsAsciiDigit(character) ? ((rest * 10) + (character - '0')) % 97 : ((rest * 100) + (character - 'A' + 10)) % 97;
        return rest == 1;
    }

    [GeneratedRegex(@"-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*(?:-----END [A-Z ]*PRIVATE KEY-----)?", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex PrivateKey();

    // "password: x", "api_key=x", "AccountKey=x;", and the same in quotes, also where they are escaped
    [GeneratedRegex(
        @"(?<name>(?:password|passwd|passphrase|pwd|secret|client[_-]?secret|api[_-]?key|access[_-]?key|account[_-]?key|private[_-]?key|[a-z]+[_-]token|token|cvv|cvc|\bpin|\botp))(?<mid>[\\""']{0,4}\s{0,3}(?:[:=]|\bis\b)\s{0,3}[\\""']{0,4})(?<value>[^\s""'\\,;&<>{}]+)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex NamedSecret();

    [GeneratedRegex(@"\b(?<scheme>bearer|basic) +[a-z0-9+/._~=-]{8,}", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Scheme();

    [GeneratedRegex(@"(?<start>[a-z][a-z0-9+.-]*://)[^\s/@:]*:[^\s/@]+@", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex UserInAddress();

    // by the beginnings that their makers gave them; three parts of base64 are a JSON Web Token
    [GeneratedRegex(
        @"\b(?:sa_[0-9a-f]{64}|sk-[A-Za-z0-9_-]{16,}|[spr]k_(?:live|test)_[A-Za-z0-9]{10,}|whsec_[A-Za-z0-9+/=]{16,}|gh[a-z]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|glpat-[A-Za-z0-9_-]{16,}|xox[a-z]-[A-Za-z0-9-]{10,}|A[KS]IA[A-Z0-9]{16}|AIza[A-Za-z0-9_-]{30,}|ya29\.[A-Za-z0-9_-]{16,}|SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}|hf_[A-Za-z0-9]{20,}|npm_[A-Za-z0-9]{20,}|pypi-[A-Za-z0-9_-]{16,}|dop_v1_[0-9a-f]{32,}|eyJ[A-Za-z0-9_-]{6,}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*)",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex KnownKey();

    [GeneratedRegex(@"\b[A-Za-z]{2}[0-9]{2}(?: ?[A-Za-z0-9]){11,30}\b", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex AccountNumber();

    [GeneratedRegex(@"(?<before>^|[^0-9A-Za-z-])[0-9]{3}-[0-9]{2}-[0-9]{4}(?<after>$|[^0-9A-Za-z-])", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex SocialSecurity();
}
