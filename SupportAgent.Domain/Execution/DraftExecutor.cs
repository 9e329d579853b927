using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Execution;

/// <summary>Runs an approved draft through the invoker, on behalf of the person who approved it last.</summary>
public sealed partial class DraftExecutor(ToolInvoker invoker, ToolCatalogue catalogue, ILogger<DraftExecutor> logger)
{
    /// <summary>
    /// Executes a draft. When that cannot be now, because the store cannot be written, the draft stays approved and <see cref="DraftClerk"/> tries again.
    /// </summary>
    /// <param name="draft">In state approved; <see cref="ApprovalGate"/> looks again.</param>
    /// <param name="origin">A person who approved it just now, or the system after a crash.</param>
    [SuppressMessage("Design", "CA1031", Justification = "A draft that cannot be executed must not end the app, nor hold up those behind it.")]
    public async Task ExecuteAsync(Draft draft, ToolOrigin origin)
    {
        // without an approver the gate refuses, and the draft comes to its end there
        var approver = draft.Decisions.LastOrDefault(x => x.Verdict == Verdict.Approved);
        try
        {
            await invoker.InvokeAsync(new ToolRequest
            {
                Name = draft.ExecuteTool,
                Arguments = Json.Write(new Dictionary<string, string>(StringComparer.Ordinal) { [TokenParameter(draft.ExecuteTool)] = draft.Token }),
                Origin = origin,
                Person = approver is null ? Actor.System : new Actor(approver.PersonId, approver.PersonName, new HashSet<string>(StringComparer.Ordinal) { Role.Agent }),
                ConversationId = draft.ConversationId,
                DraftId = draft.Id,
            }, CancellationToken.None);
        }
        catch (Exception e)
        {
            LogPostponed(draft.Id, e);
        }
    }

    private string TokenParameter(string tool) => catalogue.Find(tool)!.Schema.GetProperty("properties").EnumerateObject().Select(x => x.Name).Single();

    [LoggerMessage(Level = LogLevel.Warning, Message = "Draft {DraftId} is approved and cannot be executed now; trying again soon")]
    private partial void LogPostponed(Guid draftId, Exception exception);
}
