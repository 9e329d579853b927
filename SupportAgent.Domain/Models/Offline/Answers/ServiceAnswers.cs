using System.Globalization;
using SupportAgent.Domain.Models.Offline.Memory;
using SupportAgent.Domain.Models.Offline.Understanding;

namespace SupportAgent.Domain.Models.Offline.Answers;

/// <summary>Answers about deliveries, products, hand-overs and drafts other than refunds.</summary>
internal static class ServiceAnswers
{
    /// <summary>The answer; null for a tool of another kind.</summary>
    public static string? Of(PerformedCall call, Request request) => call.Tool switch
    {
        ToolNames.GetNextDelivery => Deliveries(call.Result),
        ToolNames.TransferToHuman => "I have handed this conversation over: a colleague finds it in the queue, with a summary.",
        ToolNames.ListProducts => Products(call.Result, request),
        ToolNames.GetProduct => Product(call.Result),
        _ when ToolNames.Prepares(call.Tool) => Prepared(call.Result),
        _ => null,
    };

    /// <summary>An order, and what can be done about what was asked.</summary>
    public static string WithHint(string details, ToolData order, Intent intent) => intent switch
    {
        Intent.ChangeOrder or Intent.ChangePayment => $"{details}\n\nOnly a pending order can be changed{(order.Text("status") == "delivered" ? "; of a delivered one I can prepare a return or an exchange" : "")}.",
        Intent.CancelOrder => $"{details}\n\nOnly the whole order can be cancelled, not single items; say so if all of it should be. Another variant of an item I can prepare while the order is pending.",
        Intent.Return or Intent.Exchange => $"{details}\n\nOnly a delivered order can be {(intent is Intent.Return ? "returned" : "exchanged")}.",
        _ => details,
    };

    /// <summary>A passage, and the ticket that can be opened where colleagues have to act.</summary>
    public static string WithOffer(string passage, Request request) => request.Learned is { Category: not null, Plain: var plain }
        ? $"{passage}\n\nIf a colleague has to {plain}, I can open a ticket: then say \"open a ticket\" and what it should say."
        : passage;

    /// <summary>An item or a variant of a list.</summary>
    public static string ItemLine(KnownItem item)
    {
        var options = string.Join(", ", item.Options.Select(x => $"{Md.Text(x.Name)} {Md.Text(x.Value)}"));
        return $"{(item.Name.Length == 0 ? options : options.Length == 0 ? Md.Text(item.Name) : $"{Md.Text(item.Name)} ({options})")}: {item.Data.Money("price")}";
    }

    private static string Prepared(ToolData draft)
    {
        var people = draft.Number("approvals_needed") > 1 ? " Two different people have to approve it." : "";
        return $"I have prepared this: **{Md.Text(draft.Text("summary"))}**. Nothing is done yet: please confirm or deny it on its card.{people}";
    }

    private static string Deliveries(ToolData found)
    {
        var customer = Md.Customer(found.Text("customer_id"), found.Text("customer_name"));
        var lines = found.Objects("deliveries").Select(x =>
            $"{Md.Order(x.Text("order_id"))} · {Md.Word(x.Text("status"))} · expected {Md.Day(x, "expected_from")} to {Md.Day(x, "expected_until")}" +
            (x.Flag("is_late") ? " · **late**" : x.Text("order_id") == found.Text("next_order_id") ? " · next" : "")).ToList();
        return lines.Count == 0 ? $"Nothing is on its way to {customer}." : $"On the way to {customer}:\n\n{Md.List(lines)}";
    }

    private static string Products(ToolData found, Request request)
    {
        var lines = found.Objects("products").Select(x => $"{Md.Text(x.Text("name"))} (`{Md.Text(x.Text("product_id"))}`), {Number(x, "available")} variants can be ordered");
        var orders = request.Learned is null ? "" : "I can't place orders; customers do that in the shop. ";
        return $"{orders}The shop sells:\n\n{Md.List(lines)}";
    }

    private static string Product(ToolData product)
    {
        var lines = KnownItem.Of(product, "variants").Select(x => $"{ItemLine(x)}{(x.IsAvailable ? "" : ", not available")}");
        return $"{Md.Text(product.Text("name"))}:\n\n{Md.List(lines)}";
    }

    private static string Number(ToolData data, string field) => (data.Number(field) ?? 0).ToString("0", CultureInfo.InvariantCulture);
}
