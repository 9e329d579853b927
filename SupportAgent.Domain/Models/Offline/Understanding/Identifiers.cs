using System.Text.RegularExpressions;

namespace SupportAgent.Domain.Models.Offline.Understanding;

/// <summary>Finds ids by their shape, in the words of a person only: an id is never made up.</summary>
internal static class Identifiers
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase;

    private static readonly Regex _email = new(@"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b", Options);
    private static readonly Regex _customer = new(@"\b[a-z]+(?:_[a-z]+)+_\d{1,9}\b", Options);
    private static readonly Regex _ticket = new(@"\bT-\d+\b", Options);
    private static readonly Regex _order = new(@"#?\s?\bW[ -]?\d{7}\b|#?\b\d{7}\b", Options);
    private static readonly Regex _oddOrder = new(@"#?\bW\d{1,6}\b|#?\bW\d{8,}\b|#\d{1,6}\b|#\d{8,}\b", Options);
    private static readonly Regex _zip = new(@"\b\d{5}\b", Options);

    /// <summary>The order numbers in their order, each once, as <c>#W1234567</c>.</summary>
    public static IReadOnlyList<string> Orders(string text) => _order.Matches(WithoutNames(text))
        .Select(match => "#W" + match.Value[^7..])
        .Distinct()
        .ToList();

    /// <summary>Something that looks like an order number but has too few or too many digits.</summary>
    public static string? OddOrder(string text) => First(_oddOrder, text);

    public static string? Email(string text) => First(_email, text)?.ToLowerInvariant();

    public static string? Customer(string text) => First(_customer, text)?.ToLowerInvariant();

    public static string? Ticket(string text) => First(_ticket, text)?.ToUpperInvariant();

    public static string? Zip(string text) => First(_zip, WithoutNames(text));

    /// <summary>The text with each id replaced by a word for its kind, so that patterns can speak of "find #order".</summary>
    public static string Mask(string text)
    {
        text = _email.Replace(text, " #email ");
        text = _customer.Replace(text, " #customer ");
        text = _ticket.Replace(text, " #ticket ");
        text = _order.Replace(text, " #order ");
        return _oddOrder.Replace(text, " #order ");
    }

    /// <summary>The text without ids: what is left may hold names and amounts.</summary>
    public static string Without(string text) =>
        _zip.Replace(_oddOrder.Replace(_order.Replace(_ticket.Replace(WithoutNames(text), " "), " "), " "), " ");

    /// <summary>Digits inside an e-mail or a customer's id are no order and no zip code.</summary>
    private static string WithoutNames(string text) => _customer.Replace(_email.Replace(text, " "), " ");

    private static string? First(Regex pattern, string text) => pattern.Match(text) is { Success: true } match ? match.Value : null;
}
