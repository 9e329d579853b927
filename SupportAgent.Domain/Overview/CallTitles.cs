using System.Globalization;
using System.Text.Json;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Texts;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Overview;

/// <summary>Says in plain words, in the language of the person who looks, what a tool call did and to what: "Looked up order #W1234567". The one place that makes such titles.</summary>
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
            var title = Text.OneLine(ToolNames.Of(catalogue, call.Name), NameLength);
            return call.Status switch
            {
                ToolCallStatus.Running => CallTitleTexts.Running.With(title),
                ToolCallStatus.Succeeded or ToolCallStatus.AwaitingApproval => title,
                ToolCallStatus.Failed or ToolCallStatus.Rejected or ToolCallStatus.TimedOut => CallTitleTexts.Tried.With(title),
            };
        }

        var (verb, what) = words.Value;
        return call.Status switch
        {
            ToolCallStatus.Running => verb.Doing.With(what),
            ToolCallStatus.Succeeded or ToolCallStatus.AwaitingApproval => verb.Done.With(what),
            ToolCallStatus.Failed or ToolCallStatus.Rejected or ToolCallStatus.TimedOut => verb.Tried.With(what),
        };
    }

    private static (Verb Verb, string What)? WordsOf(string tool, CallFacts facts) => tool switch
    {
        "get_order" => (Verb.LookUp, facts.Order),
        "get_order_status" => (Verb.Check, CallTitleTexts.StatusOf.With(facts.Order)),
        "list_orders" => (Verb.List, CallTitleTexts.OrdersOf.With(facts.Customer)),
        "get_next_delivery" => (Verb.Check, CallTitleTexts.NextDelivery.With(facts.Customer)),
        "get_refund_status" => (Verb.LookUp, CallTitleTexts.RefundsOf.With(facts.Order)),
        "get_customer" => (Verb.LookUp, CallTitleTexts.Customer.With(facts.Customer)),
        "find_customer" => (Verb.Find, CallTitleTexts.Customer.With(facts.Values("first_name", "last_name", "email", "zip", "order_id") ?? "…")),
        "list_products" => (Verb.List, CallTitleTexts.Products),
        "get_product" => (Verb.LookUp, CallTitleTexts.Product.With(facts.Values("product_id") ?? "…")),
        "search_policies" => (Verb.Search, CallTitleTexts.Policies.With(facts.Values("query"))),
        "get_ticket" => (Verb.LookUp, CallTitleTexts.Ticket.With(facts.Ticket)),
        "list_tickets" => (Verb.List, facts.Values("status", "priority", "customer_id", "order_id") is { } which ? CallTitleTexts.TicketsWhich.With(which) : CallTitleTexts.Tickets),
        "create_support_ticket" => (Verb.Create, facts.Result("ticket_id") is { } id ? CallTitleTexts.TicketAbout.With(id, facts.Values("subject")) : CallTitleTexts.NewTicketAbout.With(facts.Values("subject"))),
        "add_ticket_note" => (Verb.Add, CallTitleTexts.Note.With(facts.Ticket)),
        "update_ticket" => (Verb.Change, CallTitleTexts.Ticket.With(facts.Ticket)),
        "transfer_to_human" => (Verb.HandOver, CallTitleTexts.ThisConversation),
        "prepare_refund" => (Verb.Prepare, Refund(facts)),
        "prepare_cancel_order" => (Verb.Prepare, CallTitleTexts.Cancellation.With(facts.Order)),
        "prepare_return" => (Verb.Prepare, CallTitleTexts.Return.With(facts.Order)),
        "prepare_exchange" => (Verb.Prepare, CallTitleTexts.Exchange.With(facts.Order)),
        "prepare_change_items" => (Verb.Prepare, CallTitleTexts.OtherItems.With(facts.Order)),
        "prepare_change_payment" => (Verb.Prepare, CallTitleTexts.OtherPayment.With(facts.Order)),
        "prepare_update_shipping_address" => (Verb.Prepare, CallTitleTexts.OtherAddress.With(facts.Order)),
        "prepare_update_customer_address" => (Verb.Prepare, CallTitleTexts.OtherAddress.With(CallTitleTexts.Customer.With(facts.Customer))),
        "prepare_voucher" => (Verb.Prepare, facts.Amount is { } amount ? CallTitleTexts.VoucherOf.With(amount, facts.Customer) : CallTitleTexts.Voucher.With(facts.Customer)),
        "execute_refund" => (Verb.Pay, Refund(facts)),
        "execute_cancel_order" => (Verb.Cancel, facts.Order),
        "execute_return" => (Verb.Record, CallTitleTexts.Return.With(facts.Order)),
        "execute_exchange" => (Verb.Record, CallTitleTexts.Exchange.With(facts.Order)),
        "execute_change_items" => (Verb.Change, CallTitleTexts.ItemsOf.With(facts.Order)),
        "execute_change_payment" => (Verb.Change, CallTitleTexts.PaymentOf.With(facts.Order)),
        "execute_update_shipping_address" => (Verb.Change, CallTitleTexts.AddressOf.With(facts.Order)),
        "execute_update_customer_address" => (Verb.Change, CallTitleTexts.AddressOf.With(CallTitleTexts.Customer.With(facts.Customer))),
        "execute_voucher" => (Verb.Give, facts.Amount is { } amount ? CallTitleTexts.VoucherOfTo.With(amount, facts.Customer) : CallTitleTexts.VoucherTo.With(facts.Customer)),
        _ => null,
    };

    private static string Refund(CallFacts facts) => facts.Amount is { } amount ? CallTitleTexts.RefundOf.With(amount, facts.Number) : CallTitleTexts.Refund.With(facts.Number);

    // each is a sentence around what it is done to: where that stands is the language's matter
    private sealed record Verb(string Done, string Doing, string Tried)
    {
        public static Verb LookUp => new(CallTitleTexts.LookedUp, CallTitleTexts.LookingUp, CallTitleTexts.TriedToLookUp);
        public static Verb Check => new(CallTitleTexts.Checked, CallTitleTexts.Checking, CallTitleTexts.TriedToCheck);
        public static Verb List => new(CallTitleTexts.Listed, CallTitleTexts.Listing, CallTitleTexts.TriedToList);
        public static Verb Find => new(CallTitleTexts.SearchedFor, CallTitleTexts.SearchingFor, CallTitleTexts.TriedToFind);
        public static Verb Search => new(CallTitleTexts.Searched, CallTitleTexts.Searching, CallTitleTexts.TriedToSearch);
        public static Verb Create => new(CallTitleTexts.Created, CallTitleTexts.Creating, CallTitleTexts.TriedToCreate);
        public static Verb Add => new(CallTitleTexts.Added, CallTitleTexts.Adding, CallTitleTexts.TriedToAdd);
        public static Verb Change => new(CallTitleTexts.Changed, CallTitleTexts.Changing, CallTitleTexts.TriedToChange);
        public static Verb HandOver => new(CallTitleTexts.HandedOver, CallTitleTexts.HandingOver, CallTitleTexts.TriedToHandOver);
        public static Verb Prepare => new(CallTitleTexts.Prepared, CallTitleTexts.Preparing, CallTitleTexts.TriedToPrepare);
        public static Verb Pay => new(CallTitleTexts.Paid, CallTitleTexts.Paying, CallTitleTexts.TriedToPay);
        public static Verb Cancel => new(CallTitleTexts.Cancelled, CallTitleTexts.Cancelling, CallTitleTexts.TriedToCancel);
        public static Verb Record => new(CallTitleTexts.Recorded, CallTitleTexts.Recording, CallTitleTexts.TriedToRecord);
        public static Verb Give => new(CallTitleTexts.Gave, CallTitleTexts.Giving, CallTitleTexts.TriedToGive);
    }

    // what a call was about, from its draft, its arguments and its result: any of them may be missing or nonsense
    private sealed class CallFacts(ToolCall call, Draft? draft)
    {
        private readonly JsonElement _arguments = ToolArguments.Parse(call.Arguments).Arguments;
        private readonly JsonElement _result = call.Result is null ? default : ToolArguments.Parse(call.Result).Arguments;

        public string Number => OrderId ?? CallTitleTexts.SomeOrder;

        public string Order => OrderId is { } id ? CallTitleTexts.Order.With(id) : CallTitleTexts.SomeOrder;

        public string Customer => TextOf(_arguments, "customer_id") ?? draft?.CustomerId ?? Result("customer_id") ?? CallTitleTexts.SomeCustomer;

        public string Ticket => TextOf(_arguments, "ticket_id") ?? "…";

        // the draft knows the currency; of what was only asked for there is but the number
        public string? Amount => draft?.Amount.ForReader()
            ?? (_arguments.ValueKind == JsonValueKind.Object && _arguments.TryGetProperty("amount", out var asked) && asked.ValueKind == JsonValueKind.Number && asked.TryGetDecimal(out var number)
                ? number.ToString(CultureInfo.CurrentCulture)
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
