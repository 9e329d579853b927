using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Overview;
using SupportAgent.Domain.Shop;
using SupportAgent.Domain.Store;
using SupportAgent.Domain.Texts;

namespace SupportAgent.Domain.Handover;

/// <summary>
/// What a person may want to ask next, from what is stored about the order at hand. A suggestion is a message and does nothing: the tools check by
/// themselves what is allowed.
/// </summary>
public sealed class Suggestions(SupportStore store)
{
    /// <summary>Most of them at once.</summary>
    public const int Most = 4;

    private const int LookedAt = 6;

    /// <summary>The order that a conversation is about at this moment: the one named last in what counts of it. Null when it is about none.</summary>
    public static string? OrderAtHand(Transcript transcript)
    {
        var said = transcript.Turns.TakeLast(LookedAt).SelectMany(x => x.Messages).Select(x => x.Text).Reverse();
        foreach (var text in said)
            if (Order.IdsIn(text) is { Count: > 0 } ids) return ids[^1];
        return transcript.Conversation?.LabelOrderId;
    }

    /// <summary>The suggestions for a conversation; none while the agent is at work.</summary>
    public async Task<IReadOnlyList<Suggestion>> ForAsync(Transcript transcript, CancellationToken cancel = default)
    {
        if (transcript.Conversation is not { ClosedAt: null } conversation || transcript.Turns.Count == 0 || transcript.Working is not null) return [];
        if (OrderAtHand(transcript) is { } id && await store.ReadAsync(db => OfAsync(db, id, cancel), cancel) is { } suggestions) return suggestions;
        return conversation.CustomerId is { } customer ? [new(HandoverTexts.SuggestOrders, $"List the orders of {customer}")] : [];
    }

    private static async Task<IReadOnlyList<Suggestion>?> OfAsync(SupportDb db, string orderId, CancellationToken cancel)
    {
        if (await db.FindOrderAsync(orderId, cancel) is not { } order) return null;
        var customer = (await db.FindCustomerAsync(order.CustomerId, cancel))!;
        return [.. Of(order, [.. OrderActions.Of(order, customer).Where(x => x.IsAllowed).Select(x => x.Tool)]).Take(Most)];
    }

    private static IEnumerable<Suggestion> Of(Order order, HashSet<string> allowed)
    {
        if (order.Status == OrderStatus.Processed) yield return new(HandoverTexts.SuggestTracking, $"What are the tracking numbers of order {order.Id}?");
        foreach (var (tool, suggestion) in Changes(order))
            if (allowed.Contains(tool)) yield return suggestion;
        if (order.Refunded.Minor > 0) yield return new(HandoverTexts.SuggestRefundStatus, $"What is the status of the refund of order {order.Id}?");
        yield return new(HandoverTexts.SuggestOrder, $"Show all of order {order.Id}");
    }

    private static IEnumerable<(string Tool, Suggestion Suggestion)> Changes(Order order) =>
    [
        ("prepare_cancel_order", new(HandoverTexts.SuggestCancel, $"Cancel order {order.Id}, no longer needed")),
        ("prepare_update_shipping_address", new(HandoverTexts.SuggestAddress, $"Change the shipping address of order {order.Id} to ")),
        ("prepare_change_items", new(HandoverTexts.SuggestItem, $"Change an item of order {order.Id}: ")),
        ("prepare_change_payment", new(HandoverTexts.SuggestPayment, $"Change the payment method of order {order.Id}")),
        ("prepare_return", new(HandoverTexts.SuggestReturn, $"Return items of order {order.Id}: ")),
        ("prepare_exchange", new(HandoverTexts.SuggestExchange, $"Exchange an item of order {order.Id}: ")),
        ("prepare_refund", order.Status == OrderStatus.ReturnRequested ? new(HandoverTexts.SuggestRefundReturned, $"Refund order {order.Id}, returned") : new(HandoverTexts.SuggestRefund, $"Refund order {order.Id}, ")),
    ];
}

/// <summary>A message that can be put into the composer.</summary>
/// <param name="Label">A few words for the button, in the language of the person who looks.</param>
/// <param name="Text">The message, in English as the agent reads it; it ends with a space where the person has to go on.</param>
public sealed record Suggestion(string Label, string Text);
