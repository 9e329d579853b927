using System.Globalization;
using SupportAgent.Domain.Models.Offline.Memory;

namespace SupportAgent.Domain.Models.Offline.Answers;

/// <summary>Answers from the results of the tools about tickets.</summary>
internal static class TicketAnswers
{
    public static string Of(PerformedCall call) => call.Tool switch
    {
        ToolNames.CreateTicket => $"Ticket {Id(call.Result)} is open: \"{Md.Text(call.Result.Text("subject"))}\" " +
            $"({Md.Word(call.Result.Text("category"))}, priority {Md.Word(call.Result.Text("priority"))}{About(call.Result)}).",
        ToolNames.GetTicket => Ticket(call.Result),
        ToolNames.ListTickets => Tickets(call),
        ToolNames.AddNote => $"Your note is on ticket {Id(call.Result)}: \"{Md.Text(call.Arguments.Text("note"))}\"",
        ToolNames.UpdateTicket => $"Ticket {Id(call.Result)} (\"{Md.Text(call.Result.Text("subject"))}\") is now **{Md.Word(call.Result.Text("status"))}**, " +
            $"priority {Md.Word(call.Result.Text("priority"))}, {Assignee(call.Result)}.",
        _ => "",
    };

    private static string Ticket(ToolData ticket)
    {
        var notes = ticket.Objects("notes").Select(x => $"{Md.Day(x, "at")}, {Md.Text(x.Text("by"))}: {Md.Text(x.Text("text"))}").ToList();
        return $"Ticket {Id(ticket)} is **{Md.Word(ticket.Text("status"))}** ({Md.Word(ticket.Text("category"))}, priority {Md.Word(ticket.Text("priority"))}, {Assignee(ticket)}{About(ticket)}): " +
            $"\"{Md.Text(ticket.Text("subject"))}\". {Md.Text(ticket.Text("message"))}{(notes.Count == 0 ? "" : $"\n\nNotes:\n\n{Md.List(notes)}")}";
    }

    private static string Tickets(PerformedCall call)
    {
        var (tickets, asked) = (call.Result.Objects("tickets"), call.Arguments);
        var words = new[] { Md.Word(asked.Text("priority")), Md.Word(asked.Text("status")) }.Where(x => x.Length > 0);
        var kind = string.Join(' ', words.Append("ticket"));
        var whose = About(asked).TrimStart(',') + asked.Text("assignee") switch
        {
            "me" => " that you look after",
            "nobody" => " that nobody looks after",
            _ => "",
        };
        var total = call.Result.Number("total") ?? tickets.Count;
        var others = call.Result.Number("left_out_of_other_customers") is { } left
            ? $"\n\nThis conversation is about one customer; {left.ToString("0", CultureInfo.InvariantCulture)} more of other customers are on [the list of tickets](/tickets)."
            : "";
        if (tickets.Count == 0) return $"There is no {kind}{whose}{(others.Length > 0 ? " of this customer" : "")}.{others}";
        var rest = total > tickets.Count ? $"\n\nThese are the newest of {total.ToString("0", CultureInfo.InvariantCulture)}." : "";
        var many = total == 1 ? $"There is 1 {kind}" : $"There are {total.ToString("0", CultureInfo.InvariantCulture)} {kind}s";
        return $"{many}{whose}:\n\n{Md.List(tickets.Select(Line))}{rest}{others}";
    }

    private static string Line(ToolData ticket) =>
        $"{Id(ticket)} · {Md.Word(ticket.Text("status"))} · {Md.Word(ticket.Text("priority"))} · {Md.Day(ticket, "created_at")} · {Assignee(ticket)}: {Md.Text(ticket.Text("subject"))}{About(ticket)}";

    private static string Id(ToolData ticket) => Md.Ticket(ticket.Text("ticket_id"));

    private static string Assignee(ToolData ticket) => ticket.Text("assignee") is { } name ? $"assigned to {Md.Text(name)}" : "assigned to nobody";

    private static string About(ToolData ticket) => ticket.Text("order_id") is { } order ? $", about order {Md.Order(order)}"
        : ticket.Text("customer_id") is { } customer ? $", about {Md.Customer(customer, null)}"
        : "";
}
