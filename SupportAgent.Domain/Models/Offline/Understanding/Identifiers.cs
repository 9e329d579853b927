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
    private static readonly Regex NamedPattern = new(@"(?<word>orders?|purchases?)(?<number>\s*(?:number\s+|no\.?\s+|nr\.?\s+|id\s+|is\s+|:\s*)?#?(?<digits>\d{8,}|\d{5,6}))\b", Options);
    private static readonly Regex LonePattern = new(@"(?:^|[\s(])(?<digits>\d{8,9}|\d{11,})\b", Options); // ten digits are a product's id or a phone number
    private static readonly Regex ProductPattern = new(@"\b\d{10}\b", Options);
    private static readonly Regex ZipPattern = new(@"\b\d{5}\b", Options);

    /// <summary>The order numbers in their order, each once, as <c>#W1234567</c>.</summary>
    public static IReadOnlyList<string> Orders(string text) => OrderPattern.Matches(WithoutNames(text))
        .Select(match => "#W" + match.Value[^7..])
        .Distinct()
        .ToList();

    /// <summary>Something that looks like an order number but has too few or too many digits.</summary>
    public static string? OddOrder(string text) =>
        NamedPattern.Match(text) is { Success: true } named ? named.Groups["digits"].Value
        : First(OddOrderPattern, text) ?? (LonePattern.Match(text) is { Success: true } lone ? lone.Groups["digits"].Value : null);

    /// <summary>The digits that are called the number of an order or a purchase, however many there are; null when none are.</summary>
    public static string? OrderDigits(string text) => OddOrder(text) ?? (Orders(text) is [var order, ..] ? order[2..] : null);

    public static string? Email(string text) => First(EmailPattern, text)?.ToLowerInvariant();

    public static string? Customer(string text) => First(CustomerPattern, text)?.ToLowerInvariant();

    /// <summary>The ticket ids in their order, each once, as <c>T-1001</c>.</summary>
    public static IReadOnlyList<string> Tickets(string text) => [.. TicketPattern.Matches(text).Select(match => match.Value.ToUpperInvariant()).Distinct()];

    /// <summary>The digits of a product's or an item's id, which are ten.</summary>
    public static string? Product(string text) => First(ProductPattern, text);

    public static string? Zip(string text) => First(ZipPattern, WithoutNames(text));

    /// <summary>The text with each id replaced by a word for its kind, so that patterns can speak of "find #order".</summary>
    public static string Mask(string text)
    {
        text = EmailPattern.Replace(text, " #email ");
        text = CustomerPattern.Replace(text, " #customer ");
        text = TicketPattern.Replace(text, " #ticket ");
        text = ProductPattern.Replace(text, " #product ");
        text = NamedPattern.Replace(text, "${word} #order ");
        text = LonePattern.Replace(text, " #order ");
        text = OrderPattern.Replace(text, " #order ");
        return OddOrderPattern.Replace(text, " #order ");
    }

    /// <summary>The text without ids: what is left may hold names and amounts.</summary>
    public static string Without(string text) =>
        ZipPattern.Replace(LonePattern.Replace(NamedPattern.Replace(OddOrderPattern.Replace(OrderPattern.Replace(TicketPattern.Replace(WithoutNames(text), " "), " "), " "), "${word} "), " "), " ");

    /// <summary>Digits inside an e-mail or a customer's id are no order and no zip code.</summary>
    private static string WithoutNames(string text) => CustomerPattern.Replace(EmailPattern.Replace(text, " "), " ");

    private static string? First(Regex pattern, string text) => pattern.Match(text) is { Success: true } match ? match.Value : null;
}
