using SupportAgent.Domain.Models.Offline.Understanding;

namespace SupportAgent.Domain.Models.Offline.Memory;

/// <summary>What the conversation is about so far. It is read anew from the messages every time: the model keeps nothing.</summary>
internal sealed record ConversationMemory
{
    private const int MostSaid = 3;

    public static ConversationMemory Empty { get; } = new();

    /// <summary>The order last spoken of: "it", "that order".</summary>
    public string? Order { get; private init; }

    /// <summary>The orders last listed, when there were several.</summary>
    public IReadOnlyList<KnownOrder> Orders { get; private init; } = [];

    /// <summary>The customer last spoken of: "she", "the customer".</summary>
    public KnownCustomer? Customer { get; private init; }

    /// <summary>The customers among whom somebody has to choose.</summary>
    public IReadOnlyList<KnownCustomer> Candidates { get; private init; } = [];

    /// <summary>The ticket last spoken of.</summary>
    public string? Ticket { get; private init; }

    /// <summary>The prepared action that waits for a person on its card.</summary>
    public ToolData? Draft { get; private init; }

    /// <summary>The request that waits for what was asked back.</summary>
    public OpenRequest? Open { get; private init; }

    /// <summary>What was asked last, for "and W1234567?".</summary>
    public Intent LastIntent => Last?.Intent ?? Intent.Unknown;

    /// <summary>The request of the last turn, for "make it $20".</summary>
    public Request? Last { get; private init; }

    /// <summary>The last messages of the person, the newest at the end.</summary>
    public IReadOnlyList<string> Said { get; private init; } = [];

    /// <summary>The memory after one more turn.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="requests">What it asked for.</param>
    /// <param name="open">The request that still misses something.</param>
    public ConversationMemory After(Turn turn, IReadOnlyList<Request> requests, OpenRequest? open)
    {
        var memory = this with { Open = open, Said = turn.Text.Length > 0 ? [.. Said.Append(turn.Text).TakeLast(MostSaid)] : Said };
        if (requests.Count > 0)
            memory = memory with { Last = requests[^1], Order = requests.LastOrDefault(request => request.Order is not null)?.Order ?? Order };
        foreach (var call in HalfNames.Join(turn.Calls))
            memory = call.Failed ? memory.WithoutMissing(call, Order) : memory.With(call);
        return memory;
    }

    /// <summary>An order that does not exist is not spoken of any longer.</summary>
    private ConversationMemory WithoutMissing(PerformedCall call, string? before) =>
        call.Result.Error == "not_found" && Order is not null && call.Arguments.Text("order_id") == Order
            ? this with { Order = before == Order ? null : before }
            : this;

    private ConversationMemory With(PerformedCall call)
    {
        var memory = WithCustomers(call.Result) with
        {
            Ticket = call.Result.Text("ticket_id") ?? Ticket,
            Draft = ToolNames.Prepares(call.Tool) ? call.Result : ToolNames.Executes(call.Tool) ? null : Draft,
        };
        if ((call.Result.Text("order_id") ?? call.Arguments.Text("order_id")) is { } order)
            return memory with { Order = order };
        var listed = call.Result.Objects("orders").Select(KnownOrder.Of).OfType<KnownOrder>().ToList();
        if (listed.Count == 0)
            return memory;
        var kept = listed.Any(item => item.Id == memory.Order) ? memory.Order : null;
        return memory with { Orders = listed, Order = listed.Count == 1 ? listed[0].Id : kept };
    }

    private ConversationMemory WithCustomers(ToolData result)
    {
        var found = result.Objects("customers").Select(KnownCustomer.Of).OfType<KnownCustomer>().ToList();
        if (found.Count > 1)
            return this with { Candidates = found };
        var customer = found.Count == 1 ? found[0] : KnownCustomer.Of(result);
        if (customer is null)
            return this;
        // another customer's order is not "her order"
        return Customer is not null && Customer.Id != customer.Id
            ? this with { Customer = customer, Candidates = [], Order = null, Orders = [] }
            : this with { Customer = customer, Candidates = [] };
    }
}
