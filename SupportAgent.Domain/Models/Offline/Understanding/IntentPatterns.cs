namespace SupportAgent.Domain.Models.Offline.Understanding;

/// <summary>
/// The hints, by hand. From 1 on a hint stands by itself; below, it counts only where nothing else was said.
/// The more a phrase tells, the more it weighs: "refund status" more than "refund".
/// </summary>
internal static class IntentPatterns
{
    public static IReadOnlyList<IntentPattern> All { get; } =
    [
        .. Orders(), .. Customers(), .. Refunds(), .. Tickets(), .. Service(), .. Policies(), .. Talk(),
    ];

    private static IEnumerable<IntentPattern> Orders() =>
    [
        .. Hints(Intent.OrderStatus, 1.5, "status", "state of", "progress", "how far", "whats happening", "what happened|happening|going", "still pending|processed"),
        .. Hints(Intent.OrderStatus, 1.45, "is|was|has|been pending|processed|delivered|cancelled|canceled", "check on #order|order", "update on #order|order"),
        .. Hints(Intent.Tracking, 1.8, "where is|are|was", "wheres", "track|tracking|tracked", "trace", "shipment", "parcel", "whereabouts"),
        .. Hints(Intent.Tracking, 1.6, "has|have|did|was|is|been|hasnt|already shipped|ship|dispatched|arrived|arrive|come", "when ... arrive|come|get|delivered|ship|shipped|here", "eta", "on way|its", "package number", "left warehouse", "shipped yet", "arrived yet"),
        .. Hints(Intent.Tracking, 0.5, "arrived|arrive|shipped|arriving|shipping|delivery", "never|not arrived|delivered|received|came"),
        .. Hints(Intent.OrderDetails, 1.4, "details|detail", "show|open|display|see|get|give|pull|view|check|find|lookup|look|read #order", "show|open|display|see|view it", "show|open|display|see|view|get order", "what in|inside|with|about", "whats in|inside|about", "tell about", "info|information on|about|for"),
        .. Hints(Intent.OrderDetails, 1.3, "items|item|products|contents|contains|contain", "how|what|which|who paid|pay|payment|payments", "payment method", "how much|expensive", "total|cost|price", "shipping|delivery|ship address|to", "everything about"),
        .. Hints(Intent.OrderDetails, 2.1, "which|what items|products"),
    ];

    private static IEnumerable<IntentPattern> Customers() =>
    [
        .. Hints(Intent.FindCustomer, 2.0, "who bought|placed|ordered|owns|made|purchased", "whose order|is|#order", "who is|was #customer|#email|the", "which customer|client|person", "customer|client|buyer of|for|behind|on #order|order|it|that|this", "find|look|lookup|search|get|show|pull|need|open|display customer|client|buyer|account|person|profile", "belongs|belong to"),
        .. Hints(Intent.FindCustomer, 1.3, "who is|whos", "#customer", "look|find|lookup|search|pull #email"),
        .. Hints(Intent.FindCustomer, 1.2, "find|lookup|search", "look up|for", "customer named|called|with|number|id|email"),
        .. Hints(Intent.FindCustomer, 0.7, "customer|client|buyer", "#email"),
        .. Hints(Intent.ListOrders, 2.2, "her|his|their|customers orders|purchases", "order history", "orders of|for|from|by|does|did|has|placed", "list|show|see|all|get|give|which|what|any|many|past|previous|recent|open|pending|delivered|cancelled|processed|other|find|pull|check orders", "what|which ... buy|purchase|bought|ordered|purchased", "what|which did ... order", "purchases|purchase of|by|from|history", "else ... order|buy|bought|ordered"),
        .. Hints(Intent.ListOrders, 1.1, "orders", "purchases", "did|has ... order|buy|bought|ordered", "ordered|bought|purchased so far"),
    ];

    private static IEnumerable<IntentPattern> Refunds() =>
    [
        .. Hints(Intent.PrepareRefund, 1.9, "refund|refunding", "money|dollars|bucks|usd back", "pay|give back", "return money", "reimburse|reimbursed|reimbursement", "prepare_refund"),
        .. Hints(Intent.RefundStatus, 2.5, "refunded", "refunds", "refund status|state|approved|denied|rejected|executed|done|through|paid|processed|pending|expired|arrived|completed|confirmed|declined|happen|happened", "status|state|news of|on|about refund", "is|was|has|did|were|are the|a|any|it|we|i|she|he|they|my|her|his|our|there|this|that|customer|#order refund", "check|see|any refund", "did|has|have ... money back", "did|has|have|is ... money ... back", "money ... back yet|already", "how much ... refunded", "how much ... left ... refund", "what happened ... refund", "where is|are refund"),
        .. Hints(Intent.RefundStatus, 3.2, "who|did|has|was|is approve|approved|deny|denied|confirmed|executed|decided"),
    ];

    private static IEnumerable<IntentPattern> Tickets() =>
    [
        .. Hints(Intent.CreateTicket, 4.0, "create|make|file|raise|log|write|submit tickets"),
        .. Hints(Intent.CreateTicket, 3.0, "open|create|make|file|raise|log|start|write|new|add|submit|need|want|another ticket|case", "create_support_ticket", "escalate", "ticket about|saying|regarding|because|that"),
        .. Hints(Intent.GetTicket, 3.5, "what|whats|is|was|does ... ticket about|say|says", "open|show|see|read that|the|this|last|my ticket", "status of|for ticket", "ticket status"),
        .. Hints(Intent.GetTicket, 2.0, "#ticket", "that|the|this|show|see|read|view|find|check|whats ticket"),
        .. Hints(Intent.ListTickets, 2.6, "tickets"),
        .. Hints(Intent.ListTickets, 3.7, "list|show|see|all|get|give|which|what|any|many|no|find|search|check|view|display|read|open|waiting|closed|urgent|unassigned|my|her|his|their tickets"),
        .. Hints(Intent.AddNote, 4.5, "add|write|put|leave|append|attach|save|make|post note|comment", "note|comment to|on|for #ticket|ticket", "add|append|write to #ticket"),
        .. Hints(Intent.UpdateTicket, 3.8, "close|resolve|finish|reopen|assign|reassign|unassign #ticket|ticket", "take over|on #ticket|ticket", "take #ticket", "give #ticket ... me", "set|change|update|edit|put|move|raise|lower|make #ticket"),
        .. Hints(Intent.UpdateTicket, 3.8, "set|change|update|raise|lower|edit priority|status|assignee ... #ticket|ticket", "#ticket to|as|on urgent|high|low|normal|open|waiting|closed|resolved|done|hold", "open #ticket again"),
        .. Hints(Intent.UpdateTicket, 1.9, "close|resolve|reopen|assign|reassign|unassign it|this|that", "take over it|this|that", "set|make|raise|lower it|this|that|priority ... urgent|high|low|normal", "put it|this|that hold"),
    ];

    private static IEnumerable<IntentPattern> Service() =>
    [
        .. Hints(Intent.CancelOrder, 1.8, "cancel|cancelling|canceling|cancellation", "prepare_cancel_order"),
        .. Hints(Intent.ChangeOrder, 2.3, "change|update|edit|modify|correct|replace|swap|remove|add item|items|article|articles|order|#order|purchase"),
        .. Hints(Intent.ChangeOrder, 1.7, "change|modify|replace|switch ... #order", "#order ... change|modify|replace|switch"),
        .. Hints(Intent.ChangeOrder, 1.1, "change|modify|replace|switch the|her|his|their|one"),
        .. Hints(Intent.ChangePayment, 2.45, "change|update|edit|modify|correct|replace|switch|move ... payment", "another|different|other|new payment|way", "let ... pay|pays", "pay|pays|paid|charge|charged ... instead"),
        .. Hints(Intent.CustomerAddress, 2.6, "default|home|own|profile|account address", "customers|clients|customer|client address", "address of|for #customer", "moved|moves|moving ... address|house|home|flat|apartment", "has|have moved"),
        .. Hints(Intent.ChangeAddress, 2.4, "change|update|edit|modify|correct|replace address", "ship|send|deliver order|#order to"),
        .. Hints(Intent.ChangeAddress, 2.3, "new|another|different|other address"),
        .. Hints(Intent.Exchange, 1.8, "exchange|swap"),
        .. Hints(Intent.Return, 1.85, "send|sends|sending|ship|bring|brings back"),
        .. Hints(Intent.Return, 1.5, "return ... #order", "#order ... return"),
        .. Hints(Intent.ChangeOrder, 1.5, "another|different|other|bigger|smaller size|color|colour|variant|version", "like|wants|want|prefers|prefer ... instead"),
        .. Hints(Intent.Return, 1.8, "return it|the|this|that|her|his|their|an|both|all|everything|something|one|two|#order|order|item|items"),
        .. Hints(Intent.Voucher, 1.8, "coupon|voucher|goodwill", "store|shop credit"),
        .. Hints(Intent.Voucher, 3.0, "give|issue|prepare|offer|send|want|wants|get|gets ... voucher|coupon|credit", "voucher of|for|over"),
        .. Hints(Intent.NextDelivery, 2.3, "next delivery|parcel|package|shipment", "anything|something is late|delayed|overdue", "is|are anything|something|parcels|packages|deliveries|shipments late|delayed|overdue", "deliveries of|for|coming"),
        .. Hints(Intent.Products, 2.3, "list|show|see|all products|catalogue|catalog|assortment", "what|which ... sell|sells", "product|products list|catalogue|catalog", "variants|variant of|does|has", "is|are ... available|stock", "whole|entire|full|complete catalogue|catalog|assortment|range", "what|which colors|colours|sizes|materials|versions does|do|are|come|comes|is", "product|item|variant|variants|show|see|view|find|get|open #product"),
        .. Hints(Intent.HandOver, 3.1, "hand|pass ... over|on ... to colleague|human|person|somebody|someone|agent|team", "transfer|connect|forward|escalate ... to|with human|colleague|person|agent|somebody|someone|operator|manager|supervisor|lead"),
        .. Hints(Intent.HandOver, 2.6, "talk|speak|chat to|with ... human|colleague|person|agent|operator|manager|supervisor|somebody|someone", "talk|speak|chat ... manager|supervisor|human", "get|want|need|give|call|see ... manager|supervisor|human|boss", "human|real agent|person|being|operator", "transfer_to_human", "hand over"),
    ];

    // about everybody's orders: what names one order is left to the others (see MessageReader)
    private static IEnumerable<IntentPattern> Policies() =>
    [
        .. Hints(Intent.Policy, 2.9, "policy|policies|rules|warranty|newsletter|newsletters|unsubscribe|privacy|gdpr|password|passwords", "terms conditions", "personal data", "data protection", "gift cards", "vouchers|voucher expire|expired|valid|work|works|rule", "what happens if|when", "opening|business hours"),
        .. Hints(Intent.Policy, 0.9, "sign|signing up", "signup|register|registering|registration|login", "log in"),
        .. Hints(Intent.Policy, 2.9, "how long|soon|fast|quickly do|does|can|may|will|until|after ... refund|refunds|return|returns|exchange|exchanges|cancel|deliveries|shipping", "how many|long ... to|can|for return|returns|exchange|cancel", "how do|can|to|would i|we|customers|customer|they|he|she|somebody|someone|people return|exchange|cancel|delete|close|subscribe|complain|change|redeem"),
        .. Hints(Intent.Policy, 2.9, "can|may|could i|we|customers|customer|they|he|she|somebody|someone|people cancel|return|exchange|swap|change|redeem|keep|complain", "can|may|could i|we|customers|customer|they|he|she|somebody|someone|people pay with|by|using", "possible|allowed|able to cancel|return|exchange|swap|change|pay", "cancel ... after|once shipped|ships|processed|delivered|delivery"),
        .. Hints(Intent.Policy, 2.9, "delete|erase|close|remove account|data", "invoice|invoices|receipt", "payment|pay|card failed|fails|refused|declined|rejected", "return|refund|exchange|cancellation|warranty period|window|deadline|conditions|terms", "return|shipping|delivery|express|cancellation|cancelation|cancelling cost|costs|fee|fees|free|label", "do|does you|u|we|shop ship|deliver|accept|offer|take", "payment methods ... accept|accepted|take|offer|possible|there"),
    ];

    private static IEnumerable<IntentPattern> Talk() =>
    [
        .. Hints(Intent.Decide, 1.2, "yes|yep|yeah|sure|approve|approved|confirm|confirmed|accept|deny|denied|reject|decline", "go ahead", "do it", "execute_refund"),
        .. Hints(Intent.Decide, 0.8, "ok|okay"),
        .. Hints(Intent.Decide, 3.0, "approve|confirm|accept|deny|reject|decline|execute|release it|that|this|refund|draft|card|please"),
        .. Hints(Intent.Dismiss, 1.2, "no|nope|stop", "never mind", "nevermind", "forget it|that|about", "leave it"),
        .. Hints(Intent.Dismiss, 3.0, "dont|not|without refund", "dont open|create|make ticket"),
        .. Hints(Intent.Dismiss, 5.0, "dont|not|never close|resolve|reopen|assign|reassign|unassign|set|change|update #ticket|ticket", "dont|not|never close|reopen|assign it|this|that", "dont|not add|write|leave note|comment"),
        .. Hints(Intent.Unavailable, 1.8, "reset password", "discount", "resend|reship"),
        .. Hints(Intent.Unavailable, 2.35, "change|update|edit|modify|correct|replace email|phone|name"),
        .. Hints(Intent.Greeting, 0.9, "hi|hello|hey|hallo|greetings", "good morning|afternoon|evening|day"),
        .. Hints(Intent.Thanks, 0.9, "thanks|thank|thx|cheers|great|perfect|awesome|bye|goodbye"),
        .. Hints(Intent.Abilities, 2.3, "what can|could you|u", "how do you|u|this work", "who|what are you", "abilities|capabilities|commands|features", "what you do"),
        .. Hints(Intent.Abilities, 1.0, "help"),
    ];

    private static IEnumerable<IntentPattern> Hints(Intent intent, double weight, params string[] phrases) =>
        phrases.Select(phrase => new IntentPattern(intent, weight, new Phrase(phrase)));
}
