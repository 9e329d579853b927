using System.Globalization;
using System.Text.Json;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Overview;

/// <summary>Says in plain words what a tool call did and to what: "Looked up order #W1234567". The one place that makes such titles.</summary>
public sealed class CallTitles(ToolCatalogue catalogue)
{
    private const int NameLength = 60;
    private const int ValueLength = 40;

    /// <summary>The title of a call: done, being done, or tried.</summary>
    /// <param name="call">The call.</param>
    /// <param name="draft">The draft that it made or carried out, where it is known: it tells the amount and the order.</param>
    public string Of(ToolCall call, Draft? draft = null)
    {
        var facts = new CallFacts(call, draft);
        var words = WordsOf(call.Name, facts);
        if (words is null)
        {
            var title = Text.OneLine(catalogue.Find(call.Name)?.Title ?? call.Name, NameLength);
            return call.Status switch
            {
                ToolCallStatus.Running => $"{title}…",
                ToolCallStatus.Succeeded or ToolCallStatus.AwaitingApproval => title,
                ToolCallStatus.Failed or ToolCallStatus.Rejected or ToolCallStatus.TimedOut => $"Tried: {title}",
            };
        }

        var (verb, what) = words.Value;
        return call.Status switch
        {
            ToolCallStatus.Running => $"{verb.Doing} {what}…",
            ToolCallStatus.Succeeded or ToolCallStatus.AwaitingApproval => $"{verb.Done} {what}",
            ToolCallStatus.Failed or ToolCallStatus.Rejected or ToolCallStatus.TimedOut => $"Tried to {verb.Bare} {what}",
        };
    }

    private static (Verb Verb, string What)? WordsOf(string tool, CallFacts facts) => tool switch
    {
        "get_order" => (Verb.LookUp, facts.Order),
        "get_order_status" => (Verb.Check, $"the status of {facts.Order}"),
        "list_orders" => (Verb.List, $"the orders of {facts.Customer}"),
        "get_next_delivery" => (Verb.Check, $"the next delivery to {facts.Customer}"),
        "get_refund_status" => (Verb.LookUp, $"the refunds of {facts.Order}"),
        "get_customer" => (Verb.LookUp, $"customer {facts.Customer}"),
        "find_customer" => (Verb.Find, $"customer {facts.Values("first_name", "last_name", "email", "zip", "order_id") ?? "…"}"),
        "list_products" => (Verb.List, "the products"),
        "get_product" => (Verb.LookUp, $"product {facts.Values("product_id") ?? "…"}"),
        "search_policies" => (Verb.Search, $"the policies for “{facts.Values("query")}”"),
        "get_ticket" => (Verb.LookUp, $"ticket {facts.Ticket}"),
        "list_tickets" => (Verb.List, facts.Values("status", "priority", "customer_id", "order_id") is { } which ? $"the tickets: {which}" : "the tickets"),
        "create_support_ticket" => (Verb.Create, facts.Result("ticket_id") is { } id ? $"ticket {id}: {facts.Values("subject")}" : $"a ticket: {facts.Values("subject")}"),
        "add_ticket_note" => (Verb.Add, $"a note to ticket {facts.Ticket}"),
        "update_ticket" => (Verb.Change, $"ticket {facts.Ticket}"),
        "transfer_to_human" => (Verb.HandOver, "this conversation"),
        "prepare_refund" => (Verb.Prepare, facts.Amount is { } amount ? $"a refund of {amount} for {facts.Number}" : $"a refund for {facts.Number}"),
        "prepare_cancel_order" => (Verb.Prepare, $"the cancellation of {facts.Order}"),
        "prepare_return" => (Verb.Prepare, $"a return for {facts.Order}"),
        "prepare_exchange" => (Verb.Prepare, $"an exchange for {facts.Order}"),
        "prepare_change_items" => (Verb.Prepare, $"other items for {facts.Order}"),
        "prepare_change_payment" => (Verb.Prepare, $"another payment for {facts.Order}"),
        "prepare_update_shipping_address" => (Verb.Prepare, $"another address for {facts.Order}"),
        "prepare_update_customer_address" => (Verb.Prepare, $"another address for customer {facts.Customer}"),
        "prepare_voucher" => (Verb.Prepare, facts.Amount is { } amount ? $"a voucher of {amount} for {facts.Customer}" : $"a voucher for {facts.Customer}"),
        "execute_refund" => (Verb.Pay, facts.Amount is { } amount ? $"a refund of {amount} for {facts.Number}" : $"a refund for {facts.Number}"),
        "execute_cancel_order" => (Verb.Cancel, facts.Order),
        "execute_return" => (Verb.Record, $"a return for {facts.Order}"),
        "execute_exchange" => (Verb.Record, $"an exchange for {facts.Order}"),
        "execute_change_items" => (Verb.Change, $"the items of {facts.Order}"),
        "execute_change_payment" => (Verb.Change, $"the payment of {facts.Order}"),
        "execute_update_shipping_address" => (Verb.Change, $"the address of {facts.Order}"),
        "execute_update_customer_address" => (Verb.Change, $"the address of customer {facts.Customer}"),
        "execute_voucher" => (Verb.Give, facts.Amount is { } amount ? $"a voucher of {amount} to {facts.Customer}" : $"a voucher to {facts.Customer}"),
        _ => null,
    };

    private sealed record Verb(string Done, string Doing, string Bare)
    {
        public static readonly Verb LookUp = new("Looked up", "Looking up", "look up");
        public static readonly Verb Check = new("Checked", "Checking", "check");
        public static readonly Verb List = new("Listed", "Listing", "list");
        public static readonly Verb Find = new("Searched for", "Searching for", "find");
        public static readonly Verb Search = new("Searched", "Searching", "search");
        public static readonly Verb Create = new("Created", "Creating", "create");
        public static readonly Verb Add = new("Added", "Adding", "add");
        public static readonly Verb Change = new("Changed", "Changing", "change");
        public static readonly Verb HandOver = new("Handed over", "Handing over", "hand over");
        public static readonly Verb Prepare = new("Prepared", "Preparing", "prepare");
        public static readonly Verb Pay = new("Paid", "Paying", "pay");
        public static readonly Verb Cancel = new("Cancelled", "Cancelling", "cancel");
        public static readonly Verb Record = new("Recorded", "Recording", "record");
        public static readonly Verb Give = new("Gave", "Giving", "give");
    }

    // what a call was about, from its draft, its arguments and its result: any of them may be missing or nonsense
    private sealed class CallFacts(ToolCall call, Draft? draft)
    {
        private readonly JsonElement _arguments = ToolArguments.Parse(call.Arguments).Arguments;
        private readonly JsonElement _result = call.Result is null ? default : ToolArguments.Parse(call.Result).Arguments;

        public string Number => OrderId ?? "an order";

        public string Order => OrderId is { } id ? $"order {id}" : "an order";

        public string Customer => TextOf(_arguments, "customer_id") ?? draft?.CustomerId ?? Result("customer_id") ?? "a customer";

        public string Ticket => TextOf(_arguments, "ticket_id") ?? "…";

        // the draft knows the currency; of what was only asked for there is but the number
        public string? Amount => draft?.Amount.ToString()
            ?? (_arguments.ValueKind == JsonValueKind.Object && _arguments.TryGetProperty("amount", out var asked) && asked.ValueKind == JsonValueKind.Number && asked.TryGetDecimal(out var number)
                ? number.ToString(CultureInfo.InvariantCulture)
                : null);

        private string? OrderId => draft?.SubjectId is ['#', ..] subject ? subject
            : TextOf(_arguments, "order_id") is { } given ? Shop.Order.NormaliseId(given) ?? given
            : Result("order_id");

        public string? Result(string name) => TextOf(_result, name);

        public string? Values(params ReadOnlySpan<string> names)
        {
            List<string> values = [];
            foreach (var name in names)
                if (TextOf(_arguments, name) is { } value) values.Add(value);
            return values.Count == 0 ? null : string.Join(' ', values);
        }

        private static string? TextOf(JsonElement json, string name) =>
            json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && Text.OneLine(value.GetString()!, ValueLength) is { Length: > 0 } text
                ? text
                : null;
    }
}
