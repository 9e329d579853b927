using SupportAgent.Domain.Models.Offline.Memory;
using SupportAgent.Domain.Models.Offline.Planning;
using SupportAgent.Domain.Models.Offline.Understanding;

namespace SupportAgent.Domain.Models.Offline.Answers;

/// <summary>Writes what the agent says once no more tools are needed.</summary>
/// <param name="memory">What the conversation was about before this turn.</param>
internal sealed class AnswerWriter(ConversationMemory memory)
{
    public const string Greeting = "Hello! Ask me about an order, a customer, a refund, a ticket or the shop's policies.";

    private const string Abilities = """
        I can look up orders, deliveries, customers, products, refunds, tickets and the shop's policies, open tickets, note on them, assign and close them, and prepare a refund, a return, an exchange, a cancellation, other items, another address or payment method, or a voucher for you to confirm. What is beyond me I hand over to a colleague. For example:

        - What is the status of order #W1234567? Has it shipped?
        - Find the customer Ada Miller and show her orders
        - Refund $20 of order #W1234567, the item is defective
        - Cancel order #W1234567, it was ordered by mistake
        - Return the lamp of order #W1234567, or exchange it for the black one
        - Give her a $10 voucher for the late parcel
        - What is her next delivery?
        - Open a ticket about a late delivery
        - List open tickets, assign T-1001 to me, or add a note to T-1001: the customer called again
        - What is the return policy? How long do refunds take?
        """;

    /// <summary>The answer to all requests of a message.</summary>
    public string Write(IReadOnlyList<Step> steps) => steps.Count == 0 ? Unknown : Join(steps.Select(Of));

    /// <summary>Paragraphs, each said once.</summary>
    public static string Join(IEnumerable<string> paragraphs) => string.Join("\n\n", paragraphs.Where(x => x.Length > 0).Distinct(StringComparer.Ordinal));

    private static string Unknown => $"I did not understand that. {Abilities}";

    private string Of(Step step) => step switch
    {
        Step.Answer { Result.Failed: true } failed => Failure(failed.Result),
        Step.Answer { Request.Amends: true } instead => $"{ResultAnswers.Of(instead.Result, instead.Request)} The one before waits too: deny it on its card.",
        Step.Answer answer => ResultAnswers.Of(answer.Result, answer.Request),
        Step.Ask ask => Questions.Of(ask),
        Step.Say say => Say(say.Request.Intent),
        _ => "I can't look that up now. Ask me again in a moment.",
    };

    private string Say(Intent intent) => intent switch
    {
        Intent.Greeting => Greeting,
        Intent.Thanks => "You're welcome.",
        Intent.Abilities => Abilities,
        Intent.Decide when memory.Draft is { } draft =>
            $"I can't approve or deny anything, and a typed word can't either. Please use **Confirm** or **Deny** on the card: {Waiting(draft)}.",
        Intent.Decide => "There is nothing here that waits for a decision.",
        Intent.Dismiss when memory.Draft is not null => "All right. What is prepared still waits on its card; deny it there, or let it expire.",
        Intent.Dismiss => "All right, I leave it.",
        Intent.Unavailable => "That is beyond the offline model; a language model may do it. I can open a ticket for your colleagues: then say what it should be about.",
        _ => Unknown,
    };

    private static string Waiting(ToolData draft) => draft.Text("method") is not null
        ? $"a refund of {draft.Money("amount")} of order {Md.Order(draft.Text("order_id"))}"
        : Md.Text(draft.Text("summary"));

    /// <summary>What went wrong, in the words of the tool, and what would help.</summary>
    public static string Failure(PerformedCall call)
    {
        var message = Md.Text(call.Result.Text("message") ?? "The tool gave no reason.");
        return call.Result.Error switch
        {
            "timed_out" => $"That took too long. {message} Ask me again in a moment.",
            "tool_failed" => $"That did not work. {message} Ask me again in a moment.",
            "rate_limited" => $"I had to stop here. {message}",
            "not_permitted" => $"You are not allowed to do this. {message}",
            "stale_draft" or "expired" => $"{message} I can prepare it anew if you ask me to.",
            "policy_violation" when call.Tool == ToolNames.PrepareRefund => $"This refund can't be prepared. {message}",
            "policy_violation" when ToolNames.Prepares(call.Tool) => $"This can't be prepared. {message}",
            _ => message,
        };
    }
}
