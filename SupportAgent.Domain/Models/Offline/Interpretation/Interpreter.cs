using SupportAgent.Domain.Models.Offline.Memory;
using SupportAgent.Domain.Models.Offline.Understanding;

namespace SupportAgent.Domain.Models.Offline.Interpretation;

/// <summary>Turns a message into requests: what its clauses say, completed by each other and by the conversation.</summary>
internal sealed class Interpreter(MessageReader reader)
{
    public IReadOnlyList<Request> Read(string message, ConversationMemory memory)
    {
        var clauses = reader.Read(message);
        var open = memory.Open;
        if (open is { Missing: Missing.TicketText } && !clauses.Any(clause => clause.Intent is { IsClear: true, Intent: Intent.Dismiss }))
            return [open.Request with { Text = message.Trim() }];
        var requests = new List<Request>();
        foreach (var clause in clauses)
        {
            if (open is not null && Completion.Of(open, clause, memory) is { } completed)
            {
                requests.Add(completed);
                open = null;
            }
            else
            {
                requests.AddRange(RequestsOf(clause, message, memory));
            }
        }

        var meant = WithoutTalk(requests, memory);
        return WithoutDoubles([.. meant.Select((request, index) => References.Fill(request, index, meant, memory))]);
    }

    private static IEnumerable<Request> RequestsOf(Clause clause, string message, ConversationMemory memory)
    {
        var mentions = clause.Mentions;
        var intent = IntentOf(clause, memory);
        var request = new Request(intent)
        {
            OddOrder = mentions.Orders.Count == 0 ? mentions.OddOrder : null,
            Ticket = mentions.Ticket,
            Customer = mentions.Customer,
            Email = mentions.Email,
            Name = intent is Intent.CreateTicket ? null : mentions.Name,
            Zip = mentions.Zip,
            Status = mentions.Status,
            Ordinal = mentions.Ordinal,
            Reason = mentions.Reason,
            Category = TicketWords.Category(clause.Text),
            Priority = TicketWords.Priority(clause.Text),
            Topic = TicketWords.Topic(clause.Text),
            Text = intent is Intent.CreateTicket ? TicketWords.Text(message) : null,
            Question = intent is Intent.Policy ? clause.Text : null,
        };
        return mentions.Orders.Count == 0
            ? [request with { Amount = AmountOf(mentions, 0, 1), AmountUnclear = IsUnclear(mentions, 1) }]
            : mentions.Orders.Select((order, index) => request with
            {
                Order = order,
                Amount = AmountOf(mentions, index, mentions.Orders.Count),
                AmountUnclear = IsUnclear(mentions, mentions.Orders.Count),
            });
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
            // "check orders W1234567 and W7654321": not the orders of somebody, but these
            Intent.ListOrders when mentions.Orders.Count > 1 && !mentions.NamesCustomer => Intent.OrderDetails,
            var intent => intent,
        };
    }

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
        return requests;
    }
}
