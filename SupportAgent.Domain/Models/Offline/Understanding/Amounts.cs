using System.Globalization;
using System.Text.RegularExpressions;

namespace SupportAgent.Domain.Models.Offline.Understanding;

/// <summary>The amounts of money in a text. What cannot be read for sure is unclear, so that it is asked and never guessed.</summary>
/// <param name="Values">The amounts in their order.</param>
/// <param name="Unclear">An amount was meant but not said as a number of dollars: "half", "12,50", "20 euros".</param>
/// <param name="Whole">Everything was said to be meant.</param>
internal sealed record Amounts(IReadOnlyList<decimal> Values, bool Unclear, bool Whole)
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase;

    private const string Number = @"\d[\d.,]*";

    private static readonly Regex DollarsPattern = new($@"(?<sign>-?)\s?\$\s?(?<n>-?{Number})|\busd\s?(?<n>-?{Number})|(?<n>-?{Number})\s?(?:us\s)?(?:dollars?|bucks?|usd|\$)", Options);
    private static readonly Regex BarePattern = new($@"\b(?:refund(?:ing)?|back|only|just|of|amount)\s+(?:(?:of|only|just|him|her|them)\s+)*(?<n>-?{Number})(?<counted>\s*(?:items?|pieces?|units?|orders?|times|days?|weeks?|x|bottles?)\b)?|^\s*(?<n>-?{Number})\s*$|(?<n>\b\d+\.\d+)", Options);
    private static readonly Regex StrictPattern = new(@"^-?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$", Options);
    private static readonly Regex VaguePattern = new(@"\b(?:half|third|quarter|percent|partial|partially|part of|some of|dollars?|bucks|cents?|usd|eur|euros?|gbp|pounds?)\b|[€£¥%$]", Options);
    private static readonly Regex WholePattern = new(@"\b(?:everything|all|full|fully|whole|entire|complete|completely|total)\b", Options);

    /// <summary>Reads the amounts of a clause; digits of ids do not count.</summary>
    public static Amounts In(string text)
    {
        var rest = Identifiers.Without(text);
        var found = DollarsPattern.Matches(rest);
        if (found.Count == 0)
            found = BarePattern.Matches(rest);
        var readable = found.Where(IsClear).Select(Value).ToList();
        var vague = readable.Count < found.Count || (found.Count == 0 && VaguePattern.IsMatch(rest)) || IsForeign(rest);
        return new(readable, vague, WholePattern.IsMatch(rest));
    }

    /// <summary>An amount in another currency than the order's must not be read as the order's.</summary>
    private static bool IsForeign(string text) => ForeignPattern.IsMatch(text);

    private static readonly Regex ForeignPattern = new(@"\d\s?(?:eur|euros?|gbp|pounds?|€|£|¥|%|percent)|[€£¥]\s?\d|\b(?:eur|gbp)\s?\d", Options);

    private static bool IsClear(Match match) => !match.Groups["counted"].Success && StrictPattern.IsMatch(Digits(match));

    private static decimal Value(Match match)
    {
        var value = decimal.Parse(Digits(match), NumberStyles.Number, CultureInfo.InvariantCulture);
        return match.Groups["sign"].Value == "-" ? -value : value;
    }

    /// <summary>A dot or comma at the end belongs to the sentence.</summary>
    private static string Digits(Match match) => match.Groups["n"].Value.TrimEnd('.', ',');
}
