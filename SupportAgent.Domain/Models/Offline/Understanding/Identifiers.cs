using System.Text.RegularExpressions;

namespace SupportAgent.Domain.Models.Offline.Understanding;

/// <summary>Finds ids by their shape, in the words of a person only: an id is never made up.</summary>
internal static class Identifiers
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase;

    private static readonly Regex EmailPattern = new(@"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b", Options);
    private static readonly Regex CustomerPattern = new(@"\b[a-z]+(?:_[a-z]+)+_\d{1,9}\b", Options);
    private static readonly Regex TicketPattern = new(@"\bT-\d+\b", Options);
    private static readonly Regex OrderPattern = new(@"#?\s?\bW[ -]?\d{7}\b|#?\b\d{7}\b", Options);
    private static readonly Regex OddOrderPattern = new(@"#?\bW\d{1,6}\b|#?\bW\d{8,}\b|#\d{1,6}\b|#\d{8,}\b", Options);
    private static readonly Regex ZipPattern = new(@"\b\d{5}\b", Options);

    /// <summary>The order numbers in their order, each once, as <c>#W1234567</c>.</summary>
    public static IReadOnlyList<string> Orders(string text) => OrderPattern.Matches(WithoutNames(text))
        .Select(match => "#W" + match.Value[^7..])
        .Distinct()
        .ToList();

    /// <summary>Something that looks like an order number but has too few or too many digits.</summary>
    public static string? OddOrder(string text) => First(OddOrderPattern, text);

    public static string? Email(string text) => First(EmailPattern, text)?.ToLowerInvariant();

    public static string? Customer(string text) => First(CustomerPattern, text)?.ToLowerInvariant();

    /// <summary>The ticket ids in their order, each once, as <c>T-1001</c>.</summary>
    public static IReadOnlyList<string> Tickets(string text) => [.. TicketPattern.Matches(text).Select(match => match.Value.ToUpperInvariant()).Distinct()];

    public static string? Zip(string text) => First(ZipPattern, WithoutNames(text));

    /// <summary>The text with each id replaced by a word for its kind, so that patterns can speak of "find #order".</summary>
    public static string Mask(string text)
    {
        text = EmailPattern.Replace(text, " #email ");
        text = CustomerPattern.Replace(text, " #customer ");
        text = TicketPattern.Replace(text, " #ticket ");
        text = OrderPattern.Replace(text, " #order ");
        return OddOrderPattern.Replace(text, " #order ");
    }

    /// <summary>The text without ids: what is left may hold names and amounts.</summary>
    public static string Without(string text) =>
        ZipPattern.Replace(OddOrderPattern.Replace(OrderPattern.Replace(TicketPattern.Replace(WithoutNames(text), " "), " "), " "), " ");

    /// <summary>Digits inside an e-mail or a customer's id are no order and no zip code.</summary>
    private static string WithoutNames(string text) => CustomerPattern.Replace(EmailPattern.Replace(text, " "), " ");

    private static string? First(Regex pattern, string text) => pattern.Match(text) is { Success: true } match ? match.Value : null;
}
