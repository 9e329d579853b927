using SupportAgent.Domain.Models.Offline.Understanding;

namespace SupportAgent.Domain.Models.Offline.Planning;

/// <summary>Finds the next step of a request about tickets.</summary>
internal sealed class TicketSteps(Calls calls, CustomerSteps customers)
{
    private const int LongestSubject = 80; // one line of a list
    private const int LongestText = 4000;
    private const int FirstWords = 10; // characters

    /// <summary>A new ticket.</summary>
    public Step Create(Request request)
    {
        if ((request.Text ?? request.Topic) is not { } text)
            return new Step.Ask(request, Missing.TicketText);
        return calls.Run(request, PlannedCall.Of(
            ToolNames.CreateTicket,
            ("category", request.Category ?? "other"),
            ("subject", Subject(request.Topic ?? FirstSentence(text))),
            ("message", Domain.Text.Shorten(text, LongestText)),
            ("priority", request.Priority ?? "normal"),
            ("order_id", request.Order),
            ("customer_id", request.Order is null ? request.Customer : null)));
    }

    /// <summary>A ticket that exists.</summary>
    public Step Get(Request request) => WithTicket(request, ticket => calls.Run(request, PlannedCall.Of(ToolNames.GetTicket, ("ticket_id", ticket))));

    /// <summary>The tickets that fit.</summary>
    public Step List(Request request)
    {
        if (request.OddOrder is not null || request is { Points: Pointer.Order, Order: null })
            return new Step.Ask(request, Missing.Order);
        return request.Points == Pointer.Customer || (request.KnowsCustomer && request.Order is null)
            ? customers.With(request, customer => List(request, order: null, customer))
            : List(request, request.Order, customer: null);
    }

    /// <summary>A note on a ticket.</summary>
    public Step AddNote(Request request) => WithTicket(request, ticket => request.Text is { } text
        ? calls.Run(request, PlannedCall.Of(ToolNames.AddNote, ("ticket_id", ticket), ("note", Domain.Text.Shorten(text, LongestText))))
        : new Step.Ask(request, Missing.NoteText));

    /// <summary>Another status, priority or assignee.</summary>
    public Step Update(Request request) => WithTicket(request, ticket => request is { Status: null, Priority: null, Assignee: null }
        ? new Step.Ask(request, Missing.TicketChange)
        : calls.Run(request, PlannedCall.Of(
            ToolNames.UpdateTicket, ("ticket_id", ticket), ("status", request.Status), ("priority", request.Priority), ("assignee", request.Assignee))));

    private Step List(Request request, string? order, string? customer) => calls.Run(request, PlannedCall.Of(
        ToolNames.ListTickets, ("status", request.Status), ("priority", request.Priority), ("customer_id", customer), ("order_id", order), ("assignee", request.Assignee)));

    private static Step WithTicket(Request request, Func<string, Step> next) => request.Ticket is { } ticket ? next(ticket) : new Step.Ask(request, Missing.Ticket);

    // "No. 5 is broken." is one sentence, so its first words never end it
    private static string FirstSentence(string text)
    {
        var line = text.Split('\n', 2)[0];
        for (var i = FirstWords; i < line.Length - 1; i++)
        {
            if (line[i] is '.' or '!' or '?' && char.IsWhiteSpace(line[i + 1]))
                return line[i] == '.' ? line[..i] : line[..(i + 1)];
        }

        return line;
    }

    private static string Subject(string text)
    {
        var line = Domain.Text.OneLine(text);
        if (line.Length <= LongestSubject)
            return line;
        var space = line.LastIndexOf(' ', LongestSubject - 1);
        return space > LongestSubject / 2 ? line[..space].TrimEnd(',', ';', '.') + "…" : Domain.Text.Shorten(line, LongestSubject);
    }
}
