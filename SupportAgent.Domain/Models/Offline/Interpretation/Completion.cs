using SupportAgent.Domain.Models.Offline.Memory;
using SupportAgent.Domain.Models.Offline.Understanding;

namespace SupportAgent.Domain.Models.Offline.Interpretation;

/// <summary>Puts the answer to a question into the request that waits for it.</summary>
internal static class Completion
{
    /// <summary>The request with what the clause tells; null when the clause asks for something else.</summary>
    public static Request? Of(OpenRequest open, Clause clause, ConversationMemory memory)
    {
        var request = Told(open, clause, memory);
        if (request is null)
            return clause.Intent.Intent is Intent.Unknown or Intent.Decide && !clause.Mentions.NamesAnything ? open.Request : null;
        return AsksForMore(open, clause) ? null : request;
    }

    /// <summary>Whether a clause tells what was asked for.</summary>
    public static bool Answers(OpenRequest open, Clause clause, ConversationMemory memory) => Told(open, clause, memory) is not null;

    private static Request? Told(OpenRequest open, Clause clause, ConversationMemory memory)
    {
        var (mentions, request) = (clause.Mentions, WithDetails(open.Request, clause));
        switch (open.Missing)
        {
            case Missing.Order or Missing.OrderChoice when mentions.Orders is [var order]:
                return request with { Order = order, OddOrder = null };
            case Missing.Order or Missing.OrderChoice when Choice.Of(memory.Orders, clause.Text, mentions) is { } order:
                return request with { Order = order.Id, OddOrder = null };
            case Missing.Order when mentions.OddOrder is not null:
                return request with { OddOrder = mentions.OddOrder };
            case Missing.CustomerChoice when Choice.Of(memory.Candidates, clause.Text, mentions) is { } customer:
                return request with { Customer = customer.Id, Name = null, Email = null };
            case Missing.Order or Missing.Customer when mentions.Customer is not null || mentions.Email is not null:
                return request with { Customer = mentions.Customer, Email = mentions.Email, OddOrder = null };
            case Missing.Customer when mentions.Orders is [var order]:
                return request with { Order = order };
            case Missing.Order or Missing.Customer when PersonName.In(clause.Text, expected: open.Missing == Missing.Customer && !clause.Intent.IsClear) is { } name:
                return request with { Name = name, OddOrder = null };
            case Missing.Ticket when mentions.Ticket is not null:
                return request with { Ticket = mentions.Ticket };
            case Missing.TicketChange when Changed(request, clause.Text) is { } changed:
                return changed;
            case Missing.Meaning when Meanings.Choose(request, clause) is { } meant:
                return mentions.Orders.Count == 1 ? meant with { Order = mentions.Orders[0] } : meant;
            case Missing.Reason when request.Reason is not null && (request.Intent != Intent.PrepareRefund || mentions.Reason is not null):
            case Missing.Amount when mentions.Amounts.Values.Count == 1 || mentions.Amounts.Whole || mentions.Amounts.Unclear:
                return request;
            default:
                return null;
        }
    }

    private static Request? Changed(Request request, string text)
    {
        var words = Words.Of(text);
        var (status, priority) = (TicketTerms.NewStatus(text) ?? TicketTerms.Status(text), TicketTerms.NewPriority(text) ?? TicketTerms.Priority(text));
        var assignee = TicketTerms.NewAssignee(text) ?? TicketTerms.Assignee(text) ?? (words.Contains("me") ? "me" : null);
        return status is null && priority is null && assignee is null ? null : request with { Status = status, Priority = priority, Assignee = assignee };
    }

    /// <summary>Whatever was asked, a reason or an amount beside the answer is taken too.</summary>
    private static Request WithDetails(Request request, Clause clause)
    {
        var mentions = clause.Mentions;
        if (request.Intent is Intent.CancelOrder)
            return request with { Reason = OtherReasons.In(request.Intent, clause.Text) ?? request.Reason };
        if (request.Intent is not (Intent.PrepareRefund or Intent.Voucher))
            return request;
        var amounts = mentions.Amounts;
        var told = amounts.Values.Count > 0 || amounts.Unclear || amounts.Whole;
        return request with
        {
            Reason = (request.Intent is Intent.Voucher ? OtherReasons.In(request.Intent, clause.Text) : mentions.Reason) ?? request.Reason,
            Amount = told ? (amounts.Values is [var one] && !amounts.Unclear ? one : null) : request.Amount,
            AmountUnclear = told ? amounts.Unclear || amounts.Values.Count > 1 : request.AmountUnclear,
        };
    }

    /// <summary>"It never arrived" tells the reason; "where is W1234567?" asks something new.</summary>
    private static bool AsksForMore(OpenRequest open, Clause clause)
    {
        if (!clause.Intent.IsClear || clause.Intent.Intent == open.Request.Intent || clause.Intent.Intent is Intent.Decide or Intent.Thanks or Intent.Greeting)
            return false;
        return open.Missing switch
        {
            Missing.Reason or Missing.Amount => clause.IsQuestion || clause.Mentions.NamesAnything,
            Missing.Order or Missing.OrderChoice or Missing.Customer or Missing.CustomerChoice =>
                clause.Intent.Intent is not (Intent.FindCustomer or Intent.OrderDetails),
            Missing.Ticket => clause.IsQuestion || clause.Intent.Intent is not Intent.GetTicket,
            Missing.TicketChange => clause.IsQuestion || clause.Intent.Intent is not (Intent.FindCustomer or Intent.UpdateTicket),
            Missing.TicketText or Missing.NoteText or Missing.Address or Missing.Item or Missing.Variant or Missing.Method or Missing.Meaning => false,
        };
    }
}
