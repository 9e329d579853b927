using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Handover;

/// <summary>The tool that gives a conversation to people.</summary>
[ToolGroup(ToolGroup.Tickets)]
public sealed class HandoverPlugin
{
    /// <summary>Puts the conversation into the queue.</summary>
    [Tool("transfer_to_human", ToolEffect.Write, "Hand over to a person", IsAlwaysOffered = true)]
    [Description("Hands this conversation to a colleague: it goes into the queue with your summary. Use it when staff ask for it, or when what is needed is beyond your tools. " +
        "Not for a task that can wait: use create_support_ticket.")]
    public async Task<ToolOutcome> TransferToHuman(
        [Description("What a colleague has to know: the customer, what was asked, what was done, what is open."), MinLength(1), MaxLength(HandOver.SummaryLength)] string summary,
        ToolContext context,
        CancellationToken cancel = default)
    {
        if (string.IsNullOrWhiteSpace(summary)) return ToolOutcome.Refused(ErrorCode.InvalidArguments, "Say in the summary what a colleague has to know.");
        if (await context.Db.Set<HandOver>().AnyAsync(x => x.ConversationId == context.ConversationId && x.TakenAt == null, cancel))
            return ToolOutcome.Refused(ErrorCode.PolicyViolation, "This conversation waits for a colleague already.");
        context.Db.Add(new HandOver
        {
            Id = Id.Next(context.Now),
            ConversationId = context.ConversationId,
            Summary = Text.WellFormed(summary.Trim()),
            ByName = context.Person.Name,
            At = context.Now,
        });
        return ToolOutcome.Succeeded(new { status = "handed_over", message = "A colleague finds it in the queue of conversations that are handed over." });
    }
}
