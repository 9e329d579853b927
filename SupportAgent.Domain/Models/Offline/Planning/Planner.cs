using System.Text.Json.Nodes;
using SupportAgent.Domain.Models.Offline.Memory;
using SupportAgent.Domain.Models.Offline.Understanding;

namespace SupportAgent.Domain.Models.Offline.Planning;

/// <summary>
/// Finds the next step of a request from what the turn has brought so far. A call whose result is there is never asked for
/// again, so that every request comes to its end after the few calls that it needs.
/// </summary>
internal sealed class Planner(Turn turn)
{
    private const int LongestSubject = 150;
    private const int LongestTicket = 4000;
    private const int LongestQuestion = 200;

    public Step Next(Request request) => request.Intent switch
    {
        Intent.OrderStatus => WithOrder(request, order => Run(request, Status(order, tracking: false))),
        Intent.Tracking => WithOrder(request, order => Run(request, Status(order, tracking: true))),
        Intent.OrderDetails => WithOrder(request, order => Run(request, About(ToolNames.GetOrder, order))),
        Intent.RefundStatus => WithOrder(request, order => Run(request, About(ToolNames.GetRefundStatus, order))),
        Intent.PrepareRefund => WithOrder(request, order => Refund(request, order)),
        Intent.FindCustomer => Find(request),
        Intent.ListOrders => WithCustomer(request, customer => Run(request, ListOrders(customer))),
        Intent.CreateTicket => CreateTicket(request),
        Intent.GetTicket => request.Ticket is { } ticket
            ? Run(request, PlannedCall.Of(ToolNames.GetTicket, ("ticket_id", ticket)))
            : new Step.Ask(request, Missing.Ticket),
        Intent.Policy => Run(request, PlannedCall.Of(ToolNames.SearchPolicies, ("query", Domain.Text.Shorten(request.Question ?? "", LongestQuestion)))),
        Intent.Unknown or Intent.Decide or Intent.Dismiss or Intent.Unavailable or Intent.Greeting or Intent.Thanks or Intent.Abilities => new Step.Say(request),
    };

    private Step Refund(Request request, string order)
    {
        if (request.Reason is not { } reason)
            return new Step.Ask(request, Missing.Reason);
        if (request.AmountUnclear)
            return new Step.Ask(request, Missing.Amount);
        var call = PlannedCall.Of(ToolNames.PrepareRefund, ("order_id", order), ("reason", reason), ("amount", request.Amount is { } amount ? JsonValue.Create(amount) : null));
        // an amount that a rule forbids can be put right with another one
        return turn.ResultOf(call.Key) is { Failed: true, Result.Error: "policy_violation" } refused && request.Amount is not null
            ? new Step.Ask(request with { Order = order }, Missing.Amount, refused)
            : Run(request, call);
    }

    private Step Find(Request request)
    {
        if ((request.Customer ?? request.Email ?? request.Name?.ToString() ?? request.Order ?? request.Zip) is not { } query)
            return new Step.Ask(request, Missing.Customer);
        return Use(request, Find(query), found => found.Result.Objects("customers").Count > 1
            ? new Step.Ask(request, Missing.CustomerChoice, found)
            : new Step.Answer(request, found));
    }

    private Step CreateTicket(Request request)
    {
        if ((request.Text ?? request.Topic) is not { } text)
            return new Step.Ask(request, Missing.TicketText);
        return Run(request, PlannedCall.Of(
            ToolNames.CreateTicket,
            ("category", request.Category ?? "other"),
            ("subject", Domain.Text.Shorten(request.Topic ?? text.ReplaceLineEndings(" "), LongestSubject)),
            ("message", Domain.Text.Shorten(text, LongestTicket)),
            ("priority", request.Priority ?? "normal"),
            ("order_id", request.Order),
            ("customer_id", request.Order is null ? request.Customer : null)));
    }

    private Step WithOrder(Request request, Func<string, Step> next)
    {
        if (request.Order is { } order)
            return next(order);
        if (request.OddOrder is not null || !request.KnowsCustomer)
            return new Step.Ask(request, Missing.Order);
        return WithCustomer(request, customer => Use(request, ListOrders(customer), listed =>
        {
            var orders = listed.Result.Objects("orders").Select(KnownOrder.Of).OfType<KnownOrder>().ToList();
            if (Choice.Of(orders, request) is { } chosen)
                return next(chosen.Id);
            return orders.Count == 0 ? new Step.Answer(request, listed) : new Step.Ask(request, Missing.OrderChoice, listed);
        }));
    }

    private Step WithCustomer(Request request, Func<string, Step> next)
    {
        if (request.Customer is { } id)
            return next(id);
        if ((request.Email ?? request.Name?.ToString()) is { } query)
        {
            return Use(request, Find(query), found =>
            {
                var customers = found.Result.Objects("customers").Select(KnownCustomer.Of).OfType<KnownCustomer>().ToList();
                if (Choice.Of(customers, request) is { } chosen)
                    return next(chosen.Id);
                return customers.Count == 0 ? new Step.Answer(request, found) : new Step.Ask(request, Missing.CustomerChoice, found);
            });
        }

        return request.Order is { } order
            ? Use(request, About(ToolNames.GetOrder, order), found => found.Result.Text("customer_id") is { } owner ? next(owner) : new Step.Answer(request, found))
            : new Step.Ask(request, Missing.Customer);
    }

    private Step Run(Request request, PlannedCall call) => Use(request, call, result => new Step.Answer(request, result));

    private Step Use(Request request, PlannedCall call, Func<PerformedCall, Step> then) => turn.ResultOf(call.Key) switch
    {
        null => new Step.Call(request, call),
        { Failed: true } failed => new Step.Answer(request, failed),
        { } result => then(result),
    };

    private static PlannedCall Find(string query) => PlannedCall.Of(ToolNames.FindCustomer, ("query", query));

    private static PlannedCall ListOrders(string customer) => PlannedCall.Of(ToolNames.ListOrders, ("customer_id", customer));

    private static PlannedCall About(string tool, string order) => PlannedCall.Of(tool, ("order_id", order));

    private static PlannedCall Status(string order, bool tracking) =>
        PlannedCall.Of(ToolNames.GetOrderStatus, ("order_id", order), ("include_tracking", tracking));
}
