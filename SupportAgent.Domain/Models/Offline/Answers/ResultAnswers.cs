using System.Globalization;
using SupportAgent.Domain.Models.Offline.Memory;
using SupportAgent.Domain.Models.Offline.Understanding;

namespace SupportAgent.Domain.Models.Offline.Answers;

/// <summary>Answers from the result of a tool that did its work.</summary>
internal static class ResultAnswers
{
    private const int LongestQuote = 320;

    public static string Of(PerformedCall call, Request request) => call.Tool switch
    {
        ToolNames.GetOrderStatus => Status(call.Result, tracking: call.Arguments.Flag("include_tracking")),
        ToolNames.GetOrder when request.Intent == Intent.FindCustomer =>
            $"Order {Md.Order(call.Result.Text("order_id"))} is {Md.Customer(call.Result.Text("customer_id"), call.Result.Text("customer_name"))}'s.",
        ToolNames.GetOrder => ServiceAnswers.WithHint(Details(call.Result), call.Result, request.Intent),
        ToolNames.ListOrders => Orders(call.Result, request),
        ToolNames.FindCustomer => string.Join('\n', call.Result.Objects("customers").Select(CustomerLine)),
        ToolNames.GetCustomer => Customer(call.Result),
        ToolNames.PrepareRefund => Prepared(call.Result),
        ToolNames.GetRefundStatus => Refunds(call.Result),
        ToolNames.SearchPolicies => ServiceAnswers.WithOffer(Policy(call.Result), request),
        _ => ServiceAnswers.Of(call, request) ?? TicketAnswers.Of(call),
    };

    /// <summary>An order of a list.</summary>
    public static string OrderLine(ToolData order)
    {
        var items = order.Texts("items");
        return $"{Md.Order(order.Text("order_id"))} · {Md.Word(order.Text("status"))} · {Md.Day(order, "placed_at")} · {order.Money("total")}" +
            (items.Count == 0 ? "" : $": {string.Join(", ", items.Select(Md.Text))}");
    }

    /// <summary>A customer of a list.</summary>
    public static string CustomerLine(ToolData customer) =>
        $"{Md.Customer(customer.Text("customer_id"), customer.Text("name"))}, {Md.Text(customer.Text("email"))}, " +
        $"{Md.Text(customer.Text("city"))} {Md.Text(customer.Text("state"))} {Md.Text(customer.Text("zip"))}, {Count(customer.Number("orders"), "order")}";

    private static string Customer(ToolData customer)
    {
        var address = customer.Object("address");
        var methods = customer.Objects("payment_methods").Select(x => Md.Text(x.Text("label")) + (x.Money("balance") is { } balance ? $" ({balance})" : "")).ToList();
        return $"{Md.Customer(customer.Text("customer_id"), customer.Text("name"))}, {Md.Text(customer.Text("email"))}, " +
            $"{Md.Text(address.Text("address1"))}, {Md.Text(address.Text("city"))} {Md.Text(address.Text("state"))} {Md.Text(address.Text("zip"))}." +
            (methods.Count == 0 ? "" : $" Pays with {string.Join(", ", methods)}.");
    }

    private static string Status(ToolData order, bool tracking)
    {
        var status = order.Text("status") switch
        {
            "pending" => "is **pending**: it has not been handed to the carrier yet",
            "processed" => "is **processed**: it has been handed to the carrier",
            "delivered" => "was **delivered**",
            "cancelled" => "was **cancelled**",
            var other => $"is **{Md.Word(other)}**",
        };
        var numbers = order.Texts("tracking");
        var follow = !tracking ? "" : numbers.Count switch
        {
            0 => " There is no tracking number.",
            1 => $" Its tracking number is `{Code(numbers[0])}`.",
            _ => $" Its tracking numbers are {string.Join(", ", numbers.Select(x => $"`{Code(x)}`"))}.",
        };
        return $"Order {Md.Order(order.Text("order_id"))} {status}. It was placed on {Md.Day(order, "placed_at")}.{follow}";
    }

    private static string Details(ToolData order)
    {
        var items = order.Objects("items").Select(item =>
        {
            var options = item.Pairs("options");
            return $"{Md.Text(item.Text("name"))}{(options.Count == 0 ? "" : $" ({string.Join(", ", options.Select(x => $"{Md.Text(x.Name)} {Md.Text(x.Value)}"))})")}: {item.Money("price")}";
        });
        var payments = order.Objects("payments").Select(x => $"{Md.Word(x.Text("type"))} {x.Money("amount")}, {Md.Text(x.Text("method"))}");
        return $"Order {Md.Order(order.Text("order_id"))} of {Md.Customer(order.Text("customer_id"), order.Text("customer_name"))} is **{Md.Word(order.Text("status"))}**, placed on {Md.Day(order, "placed_at")}.\n\n" +
            $"{Md.List(items)}\n\n" +
            $"It goes to {Md.Text(order.Text("address"))}. Ledger: {string.Join("; ", payments)}. Paid {order.Money("paid")}, refunded {order.Money("refunded")}, left {order.Money("left")}.";
    }

    private static string Orders(ToolData list, Request request)
    {
        var customer = Md.Customer(list.Text("customer_id"), list.Text("customer_name"));
        var all = list.Objects("orders");
        var shown = request.Status is { } status ? [.. all.Where(x => x.Text("status") == status)] : all;
        var kind = request.Status is null ? "order" : $"{Md.Word(request.Status)} order";
        if (shown.Count == 0) return $"{customer} has no {kind}s.";
        var total = list.Number("total") ?? all.Count;
        var rest = total > all.Count ? $"\n\nThese are the newest of {total.ToString("0", CultureInfo.InvariantCulture)}." : "";
        return $"{customer} has {Count(request.Status is null ? total : shown.Count, kind)}:\n\n{Md.List(shown.Select(OrderLine))}{rest}";
    }

    private static string Prepared(ToolData draft)
    {
        var people = draft.Number("approvals_needed") > 1 ? " Two different people have to approve it." : "";
        return $"I have prepared a refund of **{draft.Money("amount")}** of order {Md.Order(draft.Text("order_id"))} to {Md.Text(draft.Text("method"))}. " +
            $"Nothing is paid yet: please confirm or deny it on its card.{people}";
    }

    private static string Refunds(ToolData order)
    {
        var refunds = order.Objects("refunds").Select(x =>
            $"{x.Money("amount")}, {Md.Word(x.Text("reason"))}, to {Md.Text(x.Text("method"))}: **{Md.Word(x.Text("status"))}**" +
            (x.Text("decided_by") is { } person ? $", decided by {Md.Text(person)}" : "") +
            (x.Text("denial_reason") is { } reason ? $": \"{Md.Text(reason)}\"" : "")).ToList();
        return $"Of order {Md.Order(order.Text("order_id"))}, {order.Money("paid")} was paid and {order.Money("refunded")} refunded; {order.Money("left")} is left." +
            (refunds.Count == 0 ? " No refund was prepared." : $"\n\n{Md.List(refunds)}");
    }

    private static string Policy(ToolData found)
    {
        if (found.Objects("passages").ToArray() is not [var best, .. var others]) return "I found no policy about that.";
        var more = others.Length == 0 ? "" : $" See also {string.Join(" and ", others.Select(Citation))}.";
        return $"> {Md.Text(Domain.Text.Opening(best.Text("text") ?? "", LongestQuote))}\n\n{Citation(best)}.{more}";
    }

    private static string Citation(ToolData passage) => Md.Policy(passage.Text("link"), $"{passage.Text("title")}: {passage.Text("section")}");

    private static string Count(decimal? number, string what) => number == 1 ? $"1 {what}" : $"{(number ?? 0).ToString("0", CultureInfo.InvariantCulture)} {what}s";

    private static string Code(string text) => text.Replace("`", "'", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
