using SupportAgent.Domain.Models.Offline.Memory;
using SupportAgent.Domain.Models.Offline.Planning;
using SupportAgent.Domain.Models.Offline.Understanding;

namespace SupportAgent.Domain.Models.Offline.Answers;

/// <summary>Asks for what is missing, one thing at a time.</summary>
internal static class Questions
{
    public static string Of(Step.Ask ask) => ask.Missing switch
    {
        Missing.Order when ask.Request.OddOrder is { } odd => $"\"{Md.Text(odd)}\" is no order number: those have # and W with seven digits, such as #W1234567. Which order is it?",
        Missing.Order => "Which order is it about? Tell me its number, or the customer's name or e-mail address.",
        Missing.OrderChoice => $"Which order is it?\n\n{Md.Numbered(Orders(ask).Select(ResultAnswers.OrderLine))}",
        Missing.Customer when ask.Request is { Zip: { } zip, Name: null } => $"The zip code {Md.Text(zip)} alone is not enough. Which customer is it? Tell me the name, the e-mail address, or the number of one of the orders.",
        Missing.Customer => "Which customer is it? Tell me the name, the e-mail address, or the number of one of the orders.",
        Missing.CustomerChoice => $"Several customers fit. Which one is it?\n\n{Md.Numbered(Customers(ask).Select(ResultAnswers.CustomerLine))}",
        Missing.Reason when ask.Request.Intent is Intent.CancelOrder => $"Why should order {Md.Order(ask.Request.Order)} be cancelled: is it **no longer needed**, or was it **ordered by mistake**?",
        Missing.Reason when ask.Request.Intent is Intent.Voucher => "What does the voucher make up for: **late delivery**, **damaged item**, **wrong item**, **poor service** or **other**?",
        Missing.Reason => $"What is the reason for the refund{OfOrder(ask.Request)}: **defective**, **wrong item**, **not delivered** or **changed mind**?",
        Missing.Amount when ask.Seen is { } refused => $"{Md.Text(refused.Result.Text("message"))} How much should be refunded?",
        Missing.Amount when ask.Request.Intent is Intent.Voucher => "How much should the voucher be? Give it in dollars, such as $10.",
        Missing.Amount => $"How much should be refunded{OfOrder(ask.Request)}? Give it in dollars, such as $12.50, or say \"all of it\".",
        Missing.Item => $"{ItemQuestion(ask.Request)}\n\n{Md.Numbered(ask.Items.Select(ServiceAnswers.ItemLine))}{Possible(ask.Request)}",
        Missing.Variant => $"{(ask.IsSoldOut ? "That one is not available now. " : "")}Which {Md.Text(ask.Subject?.Name)} should it be in place of {Md.Text(string.Join(", ", ask.Subject?.Options.Select(x => x.Value) ?? []))}?\n\n{Md.Numbered(ask.Items.Select(ServiceAnswers.ItemLine))}",
        Missing.Method => $"Which payment method should pay order {Md.Order(ask.Request.Order)}?\n\n{Md.List(Methods(ask))}",
        Missing.Address when ask.Request.Intent is Intent.CustomerAddress => "Which address should be the customer's from now on? Tell me the whole of it with commas: street and number, city, the two letters of the state and the zip code, such as 12 Main Street, Denver, CO 80201.",
        Missing.Address => $"Where should order {Md.Order(ask.Request.Order)} go? Tell me the whole address with commas: street and number, city, the two letters of the state and the zip code, such as 12 Main Street, Denver, CO 80201.",
        Missing.Meaning => $"I am not sure which of two you mean. Is it to **{ask.Request.Learned?.Plain}**, or to **{ask.Request.Rival?.Plain}**? Say \"the first\" or \"the second\".",
        Missing.TicketText when ask.Request is { Learned: { } learned, Proposal: not null } =>
            $"That is for colleagues: to {learned.Plain}. Shall I open a ticket for them with these words? Say yes, or tell me what it should say.",
        Missing.Ticket => "Which ticket is it? Its id is T- and a number, such as T-1001.",
        Missing.NoteText => $"What should the note on ticket {Md.Ticket(ask.Request.Ticket)} say?",
        Missing.TicketChange => $"What should change on ticket {Md.Ticket(ask.Request.Ticket)}: its status (**open**, **waiting** or **closed**), its priority (**low**, **normal**, **high** or **urgent**), " +
            "or who looks after it (the e-mail address of a colleague, **me** or **nobody**)?",
        Missing.TicketText => "What should the ticket say? Describe what happened and what is to be done.",
    };

    private static string ItemQuestion(Request request) => request.Intent switch
    {
        Intent.Return => $"Which items of order {Md.Order(request.Order)} come back?",
        Intent.Exchange => $"Which item of order {Md.Order(request.Order)} is it, and what should it be exchanged for? One at a time, please.",
        _ => $"Which item of order {Md.Order(request.Order)} should change, and to what? One at a time, please.",
    };

    private static string Possible(Request request) => request.Intent is Intent.ChangeOrder ? "\n\nI can also prepare another shipping address, another payment method, or the cancellation of the whole order." : "";

    private static IEnumerable<string> Methods(Step.Ask ask) => ask.Seen?.Result.Objects("payment_methods").Select(x => Md.Text(x.Text("label"))) ?? [];

    private static string OfOrder(Request request) => request.Order is { } order ? $" of order {Md.Order(order)}" : "";

    private static IReadOnlyList<ToolData> Orders(Step.Ask ask) => ask.Seen?.Result.Objects("orders") ?? [];

    private static IReadOnlyList<ToolData> Customers(Step.Ask ask) => ask.Seen?.Result.Objects("customers") ?? [];
}
