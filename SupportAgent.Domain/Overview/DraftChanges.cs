using System.Text.Json;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Shop;
using SupportAgent.Domain.Texts;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Overview;

/// <summary>Says what a draft changes, from what was stored with it: it stays true however the order goes on.</summary>
public static class DraftChanges
{
    private const string Arrow = " → ";
    private const int ValueLength = 200;

    /// <summary>What changes in the shop, in the language of the person who looks; what was stored as a sentence stays as it is.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="prepared">The call that prepared it.</param>
    public static IReadOnlyList<FieldChange> Of(Draft draft, ToolCall prepared)
    {
        var facts = draft.ReadFacts();
        string? Fact(string label) => facts.FirstOrDefault(x => x.Label == label)?.Value;
        return draft.PrepareTool switch
        {
            "prepare_refund" => Refund(draft, prepared),
            "prepare_cancel_order" => [new(OverviewTexts.Status, OrderStatusText.ForReader(OrderStatus.Pending), OrderStatusText.ForReader(OrderStatus.Cancelled)), new(OverviewTexts.LeftToRefund, Shown(draft.Amount), Shown(Money.Zero(draft.Amount.Currency)))],
            "prepare_return" => [new(OverviewTexts.Status, OrderStatusText.ForReader(OrderStatus.Delivered), OrderStatusText.ForReader(OrderStatus.ReturnRequested)), new(OverviewTexts.ComesBack, null, Fact("Comes back"))],
            "prepare_update_shipping_address" or "prepare_update_customer_address" => [new(OverviewTexts.Address, Fact("Instead of"), Fact("New address"))],
            "prepare_change_payment" => [new(OverviewTexts.Pays, Fact("Gets back"), Fact("Pays"))],
            "prepare_change_items" or "prepare_exchange" => [.. facts.Where(x => x.Value.Contains(Arrow, StringComparison.Ordinal)).Select(Swap)],
            "prepare_voucher" => [new(OverviewTexts.GoodwillCredit, null, OverviewTexts.CreditOn.With(Shown(draft.Amount), Fact("To")))],
            _ => [],
        };
    }

    /// <summary>Which arguments a person changed: those of the draft before, and those of the one in its place.</summary>
    public static IReadOnlyList<FieldChange> Edited(ToolCall before, ToolCall after)
    {
        var (old, now) = (Values(before.Arguments), Values(after.Arguments));
        return [.. old.Keys.Union(now.Keys, StringComparer.Ordinal).Where(x => old.GetValueOrDefault(x) != now.GetValueOrDefault(x))
            .Select(x => new FieldChange(x.Replace('_', ' '), old.GetValueOrDefault(x), now.GetValueOrDefault(x)))];
    }

    private static IReadOnlyList<FieldChange> Refund(Draft draft, ToolCall prepared)
    {
        var result = ToolArguments.Parse(prepared.Result ?? "").Arguments;
        if (MoneyIn(result, "refunded", draft.Amount.Currency) is not { } refunded || MoneyIn(result, "left_after", draft.Amount.Currency) is not { } left) return [];
        return [new(OverviewTexts.Refunded, Shown(refunded), Shown(refunded + draft.Amount)), new(OverviewTexts.LeftToRefund, Shown(left + draft.Amount), Shown(left))];
    }

    private static string Shown(Money amount) => amount.ForReader();

    private static FieldChange Swap(DraftFact fact)
    {
        var at = fact.Value.IndexOf(Arrow, StringComparison.Ordinal);
        return new(fact.Label, fact.Value[..at], fact.Value[(at + Arrow.Length)..]);
    }

    private static Money? MoneyIn(JsonElement json, string name, string currency) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var money) && money.ValueKind == JsonValueKind.Object
            && money.TryGetProperty("amount", out var amount) && amount.ValueKind == JsonValueKind.Number && amount.TryGetDecimal(out var major)
            && money.TryGetProperty("currency", out var unit) && unit.ValueKind == JsonValueKind.String && unit.GetString() == currency
            && Money.TryFromMajor(major, currency, out var exact)
            ? exact
            : null;

    private static Dictionary<string, string> Values(string arguments) =>
        ToolArguments.Parse(arguments).Arguments is { ValueKind: JsonValueKind.Object } json
            ? json.EnumerateObject().ToDictionary(x => x.Name, x => Text.Shorten(x.Value.ToString(), ValueLength), StringComparer.Ordinal)
            : [];
}
