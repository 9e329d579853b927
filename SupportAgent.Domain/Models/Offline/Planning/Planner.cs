using System.Text.Json.Nodes;
using SupportAgent.Domain.Models.Offline.Memory;
using SupportAgent.Domain.Models.Offline.Understanding;

namespace SupportAgent.Domain.Models.Offline.Planning;

/// <summary>Finds the next step of a request from what the turn has brought so far.</summary>
internal sealed class Planner
{
    private const int LongestQuestion = 200;

    private readonly Calls _calls;
    private readonly CustomerSteps _customers;
    private readonly TicketSteps _tickets;

    /// <param name="turn">The turn so far.</param>
    public Planner(Turn turn)
    {
        _calls = new Calls(turn);
        _customers = new CustomerSteps(_calls);
        _tickets = new TicketSteps(_calls, _customers);
    }

    public Step Next(Request request) => request.Intent switch
    {
        Intent.OrderStatus => WithOrder(request, order => _calls.Run(request, Status(order, tracking: false))),
        Intent.Tracking => WithOrder(request, order => _calls.Run(request, Status(order, tracking: true))),
        Intent.OrderDetails => WithOrder(request, order => _calls.Run(request, About(ToolNames.GetOrder, order))),
        Intent.RefundStatus => WithOrder(request, order => _calls.Run(request, About(ToolNames.GetRefundStatus, order))),
        Intent.PrepareRefund => WithOrder(request, order => Refund(request, order)),
        Intent.FindCustomer => _customers.Find(request),
        Intent.ListOrders => _customers.With(request, customer => _calls.Run(request, ListOrders(customer))),
        Intent.CreateTicket => _tickets.Create(request),
        Intent.GetTicket => _tickets.Get(request),
        Intent.ListTickets => _tickets.List(request),
        Intent.AddNote => _tickets.AddNote(request),
        Intent.UpdateTicket => _tickets.Update(request),
        Intent.Policy => _calls.Run(request, PlannedCall.Of(ToolNames.SearchPolicies, ("query", Domain.Text.Shorten(request.Question ?? "", LongestQuestion)))),
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
        return _calls.ResultOf(call) is { Failed: true, Result.Error: "policy_violation" } refused && request.Amount is not null
            ? new Step.Ask(request with { Order = order }, Missing.Amount, refused)
            : _calls.Run(request, call);
    }

    private Step WithOrder(Request request, Func<string, Step> next)
    {
        if (request.Order is { } order)
            return next(order);
        if (request.OddOrder is not null || !request.KnowsCustomer)
            return new Step.Ask(request, Missing.Order);
        return _customers.With(request, customer => _calls.Use(request, ListOrders(customer), listed =>
        {
            var orders = listed.Result.Objects("orders").Select(KnownOrder.Of).OfType<KnownOrder>().ToList();
            if (Choice.Of(orders, request) is { } chosen)
                return next(chosen.Id);
            return orders.Count == 0 ? new Step.Answer(request, listed) : new Step.Ask(request, Missing.OrderChoice, listed);
        }));
    }

    private static PlannedCall ListOrders(string customer) => PlannedCall.Of(ToolNames.ListOrders, ("customer_id", customer));

    private static PlannedCall About(string tool, string order) => PlannedCall.Of(tool, ("order_id", order));

    private static PlannedCall Status(string order, bool tracking) =>
        PlannedCall.Of(ToolNames.GetOrderStatus, ("order_id", order), ("include_tracking", tracking));
}
