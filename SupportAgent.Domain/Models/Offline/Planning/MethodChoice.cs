using SupportAgent.Domain.Models.Offline.Memory;
using SupportAgent.Domain.Models.Offline.Understanding;

namespace SupportAgent.Domain.Models.Offline.Planning;

/// <summary>Finds the payment method of a customer that somebody names: by its id, the end of its number, its brand or its kind.</summary>
internal static class MethodChoice
{
    private const int LastDigits = 4;

    private static readonly string[] Brands = ["visa", "mastercard", "amex"];

    private static readonly IReadOnlyList<(string Prefix, Phrase Words)> Kinds =
        [("paypal_", new("paypal")), ("gift_card_", new("gift card|cards")), ("gift_card_", new("giftcard")), ("credit_card_", new("credit card")), ("credit_card_", new("visa|mastercard|amex"))];

    /// <summary>The ids and labels of a customer's methods.</summary>
    public static IReadOnlyList<(string Id, string Label)> Of(ToolData customer) =>
        [.. customer.Objects("payment_methods").Select(x => (x.Text("payment_method_id") ?? "", x.Text("label") ?? "")).Where(x => x.Item1.Length > 0)];

    /// <summary>The one that is named; null when none is, or more than one.</summary>
    public static string? Named(IReadOnlyList<(string Id, string Label)> methods, string text)
    {
        var words = Words.Of(text);
        var numbers = ItemWords.Of(text).Where(x => x.Length == LastDigits && x.All(char.IsAsciiDigit)).ToList();
        return Only(methods, x => text.Contains(x.Id, StringComparison.OrdinalIgnoreCase))
            ?? Only(methods, x => numbers.Exists(x.Label.Contains))
            ?? Only(methods, x => Brands.Any(brand => words.Contains(brand) && x.Label.Contains(brand, StringComparison.OrdinalIgnoreCase)))
            ?? Only(methods, x => Kinds.Any(kind => x.Id.StartsWith(kind.Prefix, StringComparison.Ordinal) && kind.Words.IndexIn(words) >= 0));
    }

    /// <summary>The method that paid an order, or null.</summary>
    public static string? Paid(ToolData order, IReadOnlyList<(string Id, string Label)> methods) =>
        order.Objects("payments").FirstOrDefault(x => x.Text("type") == "payment")?.Text("method") is { } label ? methods.FirstOrDefault(x => x.Label == label).Id : null;

    private static string? Only(IReadOnlyList<(string Id, string Label)> methods, Func<(string Id, string Label), bool> fits) => methods.Where(fits).Take(2).ToList() is [var only] ? only.Id : null;
}
