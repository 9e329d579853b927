using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Payments;
using SupportAgent.Domain.Store;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Execution;

/// <summary>Runs an approved draft through the invoker, on behalf of the person who approved it last.</summary>
public sealed partial class DraftExecutor(ToolInvoker invoker, ToolCatalogue catalogue, DraftRun run, SupportStore store, ILogger<DraftExecutor> logger)
{
    /// <summary>
    /// Executes a draft. When that cannot be now, because the store cannot be written or another payment of the customer is under way, the draft
    /// stays approved and <see cref="DraftClerk"/> tries again.
    /// </summary>
    /// <param name="draft">In state approved; <see cref="ApprovalGate"/> looks again.</param>
    /// <param name="origin">A person who approved it just now, or the system after a crash.</param>
    [SuppressMessage("Design", "CA1031", Justification = "A draft that cannot be executed must not end the app, nor hold up those behind it.")]
    public async Task ExecuteAsync(Draft draft, ToolOrigin origin)
    {
        try
        {
            // asked before the call begins, so that waiting leaves no call behind
            if (await store.ReadAsync(db => db.Set<Draft>().AnyAsync(x => x.CustomerId == draft.CustomerId && x.State == DraftState.Executing))) return;
            await invoker.InvokeAsync(RequestOf(draft, origin), CancellationToken.None);
        }
        catch (Exception e)
        {
            LogPostponed(draft.Id, e);
        }
    }

    /// <summary>Ends the execution that waits for a payment.</summary>
    /// <param name="draft">In state executing.</param>
    /// <param name="answer">What the gateway said: yes or no.</param>
    /// <exception cref="InvalidOperationException">The money moved, and the shop's records can't take it.</exception>
    public async Task FinishAsync(Draft draft, PaymentAnswer answer)
    {
        var request = RequestOf(draft, ToolOrigin.System);
        var (arguments, _) = ToolArguments.Parse(request.Arguments);
        await run.FinishAsync(draft.Id, answer, catalogue.Find(request.Name), arguments, request.Person);
    }

    private static ToolRequest RequestOf(Draft draft, ToolOrigin origin)
    {
        // without an approver the gate refuses, and the draft comes to its end there
        var approver = draft.Decisions.LastOrDefault(x => x.Verdict == Verdict.Approved);
        return new ToolRequest
        {
            Name = draft.ExecuteTool,
            Arguments = Json.Write(new Dictionary<string, string>(StringComparer.Ordinal) { [ActionDrafts.TokenName(draft.ExecuteTool)] = draft.Token }),
            Origin = origin,
            Person = approver is null ? Actor.System : new Actor(approver.PersonId, approver.PersonName, new HashSet<string>(StringComparer.Ordinal) { Role.Agent }),
            ConversationId = draft.ConversationId,
            DraftId = draft.Id,
        };
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Draft {DraftId} is approved and cannot be executed now; trying again soon")]
    private partial void LogPostponed(Guid draftId, Exception exception);
}
