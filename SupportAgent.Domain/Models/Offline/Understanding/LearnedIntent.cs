namespace SupportAgent.Domain.Models.Offline.Understanding;

/// <summary>What an intent of the training data means here. The staff tell what a customer said, so "my order" is the customer's.</summary>
/// <param name="Name">Its name in the training data.</param>
/// <param name="Intent">What is done about it.</param>
/// <param name="Plain">What it means in plain words, after "to".</param>
/// <param name="Query">What to look for in the policies; null where that is what was said.</param>
/// <param name="Category">The category of the ticket that can be proposed for it, where colleagues may have to do it.</param>
internal sealed record LearnedIntent(string Name, Intent Intent, string Plain, string? Query = null, string? Category = null)
{
    private static readonly IReadOnlyDictionary<string, LearnedIntent> All = new LearnedIntent[]
    {
        new("cancel_order", Intent.CancelOrder, "cancel an order"),
        new("change_order", Intent.ChangeOrder, "change the items of an order"),
        new("change_shipping_address", Intent.ChangeAddress, "send an order to another address"),
        new("check_cancellation_fee", Intent.Policy, "know what a cancellation costs", "cancelling an order costs"),
        new("check_invoice", Intent.Policy, "see an invoice", "invoice", "account"),
        new("check_payment_methods", Intent.Policy, "know how customers can pay", "how customers can pay"),
        new("check_refund_policy", Intent.Policy, "know the rules for refunds", "which orders can be refunded"),
        new("complaint", Intent.CreateTicket, "make a complaint", Category: "other"),
        new("contact_customer_service", Intent.Policy, "know how to reach us", "how to reach us"),
        new("contact_human_agent", Intent.HandOver, "hand this over to a colleague"),
        new("create_account", Intent.CreateTicket, "open an account", Category: "account"),
        new("delete_account", Intent.Policy, "close an account", "closing an account", "account"),
        new("delivery_options", Intent.Policy, "know where and how we deliver", "where we deliver and what it costs"),
        new("delivery_period", Intent.NextDelivery, "know when the parcel comes"),
        new("edit_account", Intent.Policy, "change the data of an account", "changing name or e-mail address", "account"),
        new("get_invoice", Intent.Policy, "get an invoice", "invoice", "account"),
        new("get_refund", Intent.PrepareRefund, "get money back"),
        new("newsletter_subscription", Intent.Policy, "subscribe to the newsletter or leave it", "newsletter subscribe unsubscribe"),
        new("payment_issue", Intent.Policy, "report trouble with a payment", "payment is refused", "order"),
        new("place_order", Intent.Products, "order something"),
        new("recover_password", Intent.Policy, "reset a password", "reset a forgotten password"),
        new("registration_problems", Intent.CreateTicket, "report trouble with signing up", Category: "account"),
        new("review", Intent.CreateTicket, "leave a review", Category: "product"),
        new("set_up_shipping_address", Intent.Policy, "set up an address for all orders", "the customer's own default address", "account"),
        new("switch_account", Intent.CreateTicket, "use another kind of account", Category: "account"),
        new("track_order", Intent.Tracking, "know where an order is"),
        new("track_refund", Intent.RefundStatus, "know what became of a refund"),
    }.ToDictionary(x => x.Name, StringComparer.Ordinal);

    private static readonly Phrase Takes = new("long|time|days|when|soon|takes|take|period|timeframe");
    private static readonly Phrase Leaves = new("unsubscribe|unsubscribing|cancel|canceling|cancelling|leave|end|stop");

    /// <summary>What an intent of the training data means; null for one that is not known.</summary>
    public static LearnedIntent? Find(string name) => All.GetValueOrDefault(name);

    /// <summary>What to look for in the policies about it.</summary>
    public string QueryFor(string text) => Name switch
    {
        "check_refund_policy" when Takes.IndexIn(Words.Of(text)) >= 0 => "how long a refund takes",
        "newsletter_subscription" => Leaves.IndexIn(Words.Of(text)) >= 0 ? "unsubscribing from the newsletter" : "subscribing to the newsletter",
        _ => Query ?? text,
    };

    /// <summary>Whether the rules mean the same when they find an intent.</summary>
    public bool Agrees(Intent byRules) => byRules == Intent || (Intent is Intent.Tracking && byRules is Intent.OrderStatus) || (Intent is Intent.NextDelivery && byRules is Intent.Tracking);
}
