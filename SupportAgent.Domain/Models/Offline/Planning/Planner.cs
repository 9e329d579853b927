using System.Text.Json.Nodes;
using SupportAgent.Domain.Models.Offline.Memory;
using SupportAgent.Domain.Models.Offline.Understanding;

namespace SupportAgent.Domain.Models.Offline.Planning;

/// <summary>Finds the next step of a request from what the turn has brought so far.</summary>
internal sealed class Planner
{
    private const int LongestQuestion = 200;
    private const int LongestSummary = 2000;
    private const string Country = "USA";

    private readonly Calls _calls;
    private readonly CustomerSteps _customers;
    private readonly TicketSteps _tickets;
    private readonly ProductSteps _products;
    private readonly ItemSteps _items;

    /// <param name="turn">The turn so far.</param>
    public Planner(Turn turn)
    {
        _calls = new Calls(turn);
        _customers = new CustomerSteps(_calls);
        _tickets = new TicketSteps(_calls, _customers);
        _products = new ProductSteps(_calls);
        _items = new ItemSteps(_calls);
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
        Intent.CancelOrder => WithOrder(request, order => _items.Whole(request, order, () => Cancellation(request, order))),
        Intent.ChangeAddress => WithOrder(request, order => NewAddress(request, order)),
        Intent.CustomerAddress => _customers.With(request, customer => NewDefaultAddress(request, customer)),
        Intent.Return => WithOrder(request, order => _items.Return(request, order)),
        Intent.ChangeOrder or Intent.Exchange => WithOrder(request, order => _items.Swap(request, order)),
        Intent.ChangePayment => WithOrder(request, order => _items.Payment(request, order)),
        Intent.Voucher => _customers.With(request, customer => Voucher(request, customer)),
        Intent.NextDelivery => _customers.With(request, customer => _calls.Run(request, PlannedCall.Of(ToolNames.GetNextDelivery, ("customer_id", customer)))),
        Intent.Products => _products.Next(request),
        Intent.HandOver => _calls.Run(request, PlannedCall.Of(ToolNames.TransferToHuman, ("summary", Domain.Text.Shorten(request.Text ?? "", LongestSummary)))),
        Intent.Which => new Step.Ask(request, Missing.Meaning),
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

    private Step Cancellation(Request request, string order) => request.Reason is { } reason
        ? _calls.Run(request, PlannedCall.Of(ToolNames.PrepareCancelOrder, ("order_id", order), ("reason", reason)))
        : new Step.Ask(request with { Order = order }, Missing.Reason);

    private Step NewAddress(Request request, string order) => request.Address is { } address
        ? _calls.Run(request, PlannedCall.Of(ToolNames.PrepareShippingAddress, [("order_id", order), .. Lines(address)]))
        : new Step.Ask(request with { Order = order }, Missing.Address);

    private Step NewDefaultAddress(Request request, string customer) => request.Address is { } address
        ? _calls.Run(request, PlannedCall.Of(ToolNames.PrepareCustomerAddress, [("customer_id", customer), .. Lines(address)]))
        : new Step.Ask(request with { Customer = customer }, Missing.Address);

    private static IEnumerable<(string Name, JsonNode? Value)> Lines(PostalAddress address) =>
        [("address1", address.Street), ("address2", address.Flat), ("city", address.City), ("state", address.State), ("zip", address.Zip), ("country", Country)];

    private Step Voucher(Request request, string customer)
    {
        if (request.AmountUnclear || request.Amount is null) return new Step.Ask(request with { Customer = customer }, Missing.Amount);
        if (request.Reason is not { } reason) return new Step.Ask(request with { Customer = customer }, Missing.Reason);
        return _calls.Run(request, PlannedCall.Of(ToolNames.PrepareVoucher, ("customer_id", customer), ("amount", request.Amount), ("reason", reason)));
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
