using SupportAgent.Domain.Models.Offline.Memory;
using SupportAgent.Domain.Models.Offline.Understanding;

namespace SupportAgent.Domain.Models.Offline.Interpretation;

/// <summary>Turns a message into requests: what its clauses say, completed by each other and by the conversation.</summary>
internal sealed class Interpreter(MessageReader reader)
{
    private static readonly Phrase AboutPerson = new("address|pay|pays|payment|payments|email|zip|city");

    private static readonly Phrase Agreement = new("yes|yep|yeah|sure|ok|okay|please|go|do");

    public IReadOnlyList<Request> Read(string message, ConversationMemory memory)
    {
        var clauses = reader.Read(message);
        var open = memory.Open;
        if (open is not null && Dictated(open, message, clauses) is { } dictated)
            return [dictated];
        var requests = new List<Request>();
        var answer = open is null ? null : clauses.FirstOrDefault(x => Completion.Answers(open, x, memory));
        foreach (var clause in clauses)
        {
            // "yes, the second": the first word only leads to the answer
            if (answer is not null && clause != answer && clause.Intent.Intent.IsTalk())
                continue;
            if (open is not null && (answer is null || clause == answer) && Completion.Of(open, clause, memory) is { } completed)
            {
                requests.Add(completed);
                open = null;
            }
            else if (FollowUps.Of(clause, memory) is { } followUp)
            {
                requests.Add(followUp);
            }
            else
            {
                requests.AddRange(RequestsOf(clause, message, memory));
            }
        }

        var meant = WithoutTalk(requests, memory);
        return WithoutDoubles([.. meant.Select((request, index) => References.Fill(request, index, meant, memory))]);
    }

    /// <summary>The request with what was asked for in words of one's own; null when the message is something else.</summary>
    private static Request? Dictated(OpenRequest open, string message, IReadOnlyList<Clause> clauses) => open switch
    {
        { Missing: Missing.TicketText, Request.Proposal: { } proposal } when IsAgreement(clauses) => open.Request with { Text = proposal },
        { Missing: Missing.TicketText or Missing.NoteText } when IsAgreement(clauses) => open.Request,
        // what was only proposed gives way to another request
        { Missing: Missing.TicketText, Request.Proposal: not null } when clauses.Any(x => x.Intent.IsClear && !x.Intent.Intent.IsTalk() && (IsShort(x) || x.IsQuestion)) => null,
        { Missing: Missing.TicketText or Missing.NoteText } when !IsDismissal(clauses) => open.Request with { Text = message.Trim() },
        { Missing: Missing.Address } when PostalAddress.In(message) is { } address => open.Request with { Address = address },
        { Missing: Missing.Item or Missing.Variant or Missing.Method, Request.Wish: { } wish } when !IsDismissal(clauses) && !clauses.Any(IsAnotherWish) => open.Request with
        {
            Wish = open.Missing switch
            {
                Missing.Item => wish.WithItem(message) with { Method = $"{wish.Method} {message}" },
                Missing.Variant => wish.WithVariant(message) with { Method = $"{wish.Method} {message}" },
                _ => wish with { Method = message },
            },
        },
        // a part of an address: the whole is asked for again
        { Missing: Missing.Address } when message.Any(char.IsAsciiDigit) && !clauses.Any(x => x.Mentions.NamesOne) => open.Request,
        _ => null,
    };

    /// <summary>"The parcel of W1234567 is lost, refund it": the reason stands before the wish.</summary>
    private static string? ReasonBeside(Intent intent, string message) =>
        intent is Intent.PrepareRefund && !message.Contains('?', StringComparison.Ordinal) && Identifiers.Orders(message).Count < 2 ? Reasons.In(message) : null;

    /// <summary>Whether a clause asks for something else, rather than telling which item is meant: "the blue one", "exchange it for the blue one".</summary>
    private static bool IsAnotherWish(Clause clause) =>
        clause.Mentions.NamesOne || (clause.Intent is { IsClear: true, Intent: not (Intent.Return or Intent.Exchange or Intent.ChangeOrder or Intent.ChangePayment or Intent.Products) } && !clause.Intent.Intent.IsTalk() && (clause.Learned is null || clause.IsQuestion || !IsShort(clause)));

    private static IEnumerable<Request> RequestsOf(Clause clause, string message, ConversationMemory memory)
    {
        var intent = IntentOf(clause, memory);
        var mentions = intent.NeedsAddress() ? Mentions.In(PostalAddress.Without(clause.Text)) : clause.Mentions;
        var request = WithTicketWords(new Request(intent)
        {
            OddOrder = mentions.Orders.Count == 0 ? mentions.OddOrder : null,
            Ticket = mentions.Ticket,
            Customer = mentions.Customer,
            Email = mentions.Email,
            Name = mentions.Name,
            Zip = mentions.Zip,
            Status = mentions.Status,
            Ordinal = mentions.Ordinal,
            Reason = intent is Intent.CancelOrder or Intent.Voucher ? OtherReasons.In(intent, message) : mentions.Reason ?? ReasonBeside(intent, message),
            Address = intent.NeedsAddress() ? PostalAddress.In(message) : null,
            Wish = intent.IsAboutItems() || (intent is Intent.CancelOrder && PartialCancellation.IsIn(clause.Text)) ? Wish.In(clause.Text) : null,
            Question = intent is Intent.Policy or Intent.Products ? clause.Text : null,
            Product = intent is Intent.Products ? Identifiers.Product(clause.Text) : null,
            Text = intent is Intent.HandOver or Intent.Which ? message.Trim() : null,
            Learned = clause.Learned,
            Rival = clause.Rival,
        }, clause.Text, message);
        if (clause is { Learned: { } learned, Rival: null } && learned.Intent == intent)
            request = Meanings.As(request with { Text = message.Trim() }, learned);
        if (intent is Intent.UpdateTicket or Intent.AddNote && mentions.Tickets.Count > 1)
            return mentions.Tickets.Select(ticket => request with { Ticket = ticket });
        return mentions.Orders.Count == 0
            ? [request with { Amount = AmountOf(mentions, 0, 1), AmountUnclear = IsUnclear(mentions, 1) }]
            : mentions.Orders.Select((order, index) => request with
            {
                Order = order,
                Amount = AmountOf(mentions, index, mentions.Orders.Count),
                AmountUnclear = IsUnclear(mentions, mentions.Orders.Count),
            });
    }

    /// <summary>The request with what is said about a ticket; in such a clause, an e-mail address or a name is no customer's.</summary>
    private static Request WithTicketWords(Request request, string clause, string message) => request.Intent switch
    {
        Intent.CreateTicket => NewTicket(request with { Name = null }, clause, message),
        Intent.ListTickets => request with
        {
            Status = TicketTerms.Status(clause),
            Priority = TicketTerms.Priority(clause),
            Assignee = TicketTerms.Assignee(clause),
            Points = request.KnowsCustomer || Identifiers.Orders(clause).Count > 0 ? Pointer.None : TicketTerms.About(clause),
        },
        Intent.AddNote => request with { Text = NoteWords.Text(message), Name = null },
        Intent.UpdateTicket => request with
        {
            Status = TicketTerms.NewStatus(clause),
            Priority = TicketTerms.NewPriority(clause),
            Assignee = TicketTerms.NewAssignee(clause),
            Email = null,
            Name = null,
        },
        _ => request,
    };

    private static Request NewTicket(Request request, string clause, string message)
    {
        var (topic, text) = (TicketWords.Topic(clause), TicketWords.Text(message));
        var ticket = request with { Category = TicketWords.Category(clause), Priority = TicketWords.Priority(clause), Topic = topic, Text = text };
        if (topic is not null && !TicketWords.IsBare(topic))
            return ticket;
        ticket = ticket with { Topic = null, Points = topic is null ? Pointer.None : Pointer.Order };
        return text is null && TicketProblem.In(message) is { } problem
            ? ticket with { Topic = problem, Text = message.Trim(), Category = TicketWords.Category(problem) ?? ticket.Category }
            : ticket;
    }

    /// <summary>The surest intent; where the words give none, what is named tells it.</summary>
    private static Intent IntentOf(Clause clause, ConversationMemory memory)
    {
        var mentions = clause.Mentions;
        return clause.Intent.Intent switch
        {
            Intent.Unknown when mentions.Orders.Count > 0 || mentions.OddOrder is not null =>
                memory.LastIntent is Intent.OrderStatus or Intent.Tracking or Intent.RefundStatus ? memory.LastIntent : Intent.OrderDetails,
            Intent.Unknown when mentions.Ordinal is not null && memory.Orders.Count > 0 => Intent.OrderDetails,
            Intent.Unknown when mentions.Customer is not null || mentions.Email is not null || (mentions.Name is not null && IsShort(clause)) =>
                memory.LastIntent is Intent.ListOrders ? Intent.ListOrders : Intent.FindCustomer,
            // an order that is named has an address of its own
            Intent.CustomerAddress when mentions.Orders.Count > 0 => Intent.ChangeAddress,
            // "how does she pay": about the customer, as long as no order is spoken of
            Intent.OrderDetails when !mentions.NamesOrder && (mentions.NamesCustomer || memory is { Order: null, Customer: not null }) && AboutPerson.IndexIn(Words.Of(clause.Text)) >= 0 => Intent.FindCustomer,
            // "when will W1234567 arrive": one order, not all that a customer waits for
            Intent.NextDelivery when mentions.Orders.Count > 0 || mentions.OddOrder is not null => Intent.Tracking,
            // "open ticket T-1001": it is there already
            Intent.CreateTicket when mentions.Ticket is not null && IsShort(clause) => Intent.GetTicket,
            // "check orders W1234567 and W7654321": not the orders of somebody, but these
            Intent.ListOrders when mentions.Orders.Count > 1 && !mentions.NamesCustomer => Intent.OrderDetails,
            var intent => intent,
        };
    }

    /// <summary>"Never mind" drops a text that was asked for; "she has no receipt" is one.</summary>
    private static bool IsDismissal(IReadOnlyList<Clause> clauses) =>
        clauses is [{ Intent: { IsClear: true, Intent: Intent.Dismiss } } only] && IsShort(only);

    /// <summary>"Yes, please" agrees to a text that was proposed, and is none itself.</summary>
    private static bool IsAgreement(IReadOnlyList<Clause> clauses) =>
        clauses.Count > 0 && clauses.All(x => IsShort(x) && !x.Mentions.NamesAnything) && Agreement.IndexIn(Words.Of(clauses[0].Text)) == 0;

    private static bool IsShort(Clause clause) => Words.Of(clause.Text).Count <= 4;

    private static decimal? AmountOf(Mentions mentions, int index, int orders) =>
        mentions.Amounts.Values.Count == orders ? mentions.Amounts.Values[index] : null;

    private static bool IsUnclear(Mentions mentions, int orders) =>
        mentions.Amounts.Unclear || (mentions.Amounts.Values.Count > 0 && mentions.Amounts.Values.Count != orders);

    /// <summary>A greeting or a "yes" beside a request needs no answer of its own.</summary>
    private static List<Request> WithoutTalk(List<Request> requests, ConversationMemory memory)
    {
        if (requests.Any(request => !request.Intent.IsTalk()))
            requests.RemoveAll(request => request.Intent.IsTalk() && !(request.Intent == Intent.Decide && memory.Draft is not null));
        else if (requests.Any(request => request.Intent is not (Intent.Greeting or Intent.Thanks)))
            requests.RemoveAll(request => request.Intent is Intent.Greeting or Intent.Thanks);
        return requests;
    }

    /// <summary>Where an order is says its status as well.</summary>
    private static List<Request> WithoutDoubles(List<Request> requests)
    {
        var tracked = requests.Where(request => request.Intent == Intent.Tracking).Select(request => request.Order).ToHashSet();
        requests.RemoveAll(request => request.Intent == Intent.OrderStatus && tracked.Contains(request.Order));
        // "when does it come, and is anything late": what comes next tells both
        if (requests.Exists(request => request.Intent == Intent.NextDelivery))
            requests.RemoveAll(request => request.Intent == Intent.Tracking && request.Order is null);
        return requests;
    }
}
