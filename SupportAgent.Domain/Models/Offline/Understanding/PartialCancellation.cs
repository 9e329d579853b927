namespace SupportAgent.Domain.Models.Offline.Understanding;

/// <summary>Tells whether something of an order is to be cancelled, and not the order: "cancel the lamp in W1234567".</summary>
internal static class PartialCancellation
{
    private static readonly HashSet<string> OfTheWhole = new(
        [
            "the", "a", "an", "my", "her", "his", "their", "this", "that", "it", "whole", "entire", "complete", "all", "everything", "order", "orders", "purchase", "please", "pls", "customer", "customers", "number", "delivery",
            "rest", "remainder", "#order", "#customer", "#email",
        ],
        StringComparer.Ordinal);

    private static readonly Phrase Cancel = new("cancel|cancels|cancelling|canceling");

    /// <summary>Whether something else than the order stands between the wish and "in", "of" or "from" the order.</summary>
    public static bool IsIn(string text)
    {
        var words = Words.Of(text);
        var start = Cancel.IndexIn(words);
        if (start < 0) return false;
        var named = words.Skip(start + 1).TakeWhile(x => x is not ("in" or "of" or "from")).ToList();
        return start + 1 + named.Count < words.Count && words.Skip(start + 1 + named.Count).Contains("#order") && named.Count > 0 && !named.TrueForAll(OfTheWhole.Contains);
    }
}
