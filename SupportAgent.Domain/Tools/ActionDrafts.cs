using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Conversations;

namespace SupportAgent.Domain.Tools;

/// <summary>Turns plans into drafts, and approved drafts back into the actions that tools carry out.</summary>
public sealed class ActionDrafts(ApprovalPolicy policy, DraftSettlement settlement)
{
    /// <summary>Makes a draft of a plan, unless the very same waits or was denied in this conversation.</summary>
    public async Task<ToolOutcome> PrepareAsync(ActionPlan plan, ToolContext context, CancellationToken cancel)
    {
        if (await FindRepetitionAsync(plan, context, cancel) is { } refusal) return ToolOutcome.Refused(ErrorCode.PolicyViolation, refusal);

        var draft = Make(plan, context);
        if (context.ReplacesDraftId is { } replaced && await ReplaceAsync(replaced, draft, context, cancel) is { } closed) return ToolOutcome.Refused(ErrorCode.AlreadyDecided, closed);
        draft.Revision = await context.Db.StampAsync(context.ConversationId, context.Now, cancel);
        context.Db.Add(draft);
        return ToolOutcome.Drafted(draft.Id, new Dictionary<string, object?>(plan.Details)
        {
            ["status"] = DraftState.Pending.Word(),
            ["draft_id"] = draft.Id,
            [TokenName(plan.ExecuteTool)] = draft.Token,
            ["summary"] = draft.Summary,
            ["amount"] = draft.Amount,
            ["approvals_needed"] = draft.ApprovalsNeeded,
            ["expires_at"] = draft.ExpiresAt,
        }).About(plan.SubjectId, plan.CustomerId);
    }

    /// <summary>The action of the approved draft that a tool was called for; or the refusal when there is none.</summary>
    public static (TAction? Action, ToolOutcome? Refusal) Open<TAction>(string token, ToolContext context) where TAction : class =>
        context.ApprovedDraft is { } draft && draft.Token == token
            ? (JsonSerializer.Deserialize<TAction>(draft.Action, Json.Options)!, null)
            : (null, ToolOutcome.Refused(ErrorCode.ApprovalRequired, "A person has to approve the draft first."));

    // "execute_refund" takes a "refund_token"
    internal static string TokenName(string executeTool) => $"{executeTool["execute_".Length..]}_token";

    // a model that is told no, or that forgets what it did, must not fill the queue with the same again
    private static async Task<string?> FindRepetitionAsync(ActionPlan plan, ToolContext context, CancellationToken cancel)
    {
        var before = await context.Db.Set<Draft>().Include(x => x.Decisions.OrderBy(d => d.At))
            .Where(x => x.ConversationId == context.ConversationId && x.SubjectId == plan.SubjectId && x.ExecuteTool == plan.ExecuteTool && x.Action == plan.Action)
            .OrderByDescending(x => x.Id).FirstOrDefaultAsync(cancel);
        return before?.StateAsOf(context.Now) switch
        {
            DraftState.Pending when before.Id == context.ReplacesDraftId => "Nothing was changed.",
            DraftState.Pending => $"This very action is prepared already and waits for approval: {before.Summary}.",
            DraftState.Denied when context.ReplacesDraftId is null => $"This very action was denied in this conversation: \"{before.Decisions.LastOrDefault()?.Note}\" Do not prepare it again; ask what to do instead.",
            _ => null,
        };
    }

    // one that waits ends as superseded, together with the new one's beginning; one that is out of date has its end already
    private async Task<string?> ReplaceAsync(Guid replaced, Draft by, ToolContext context, CancellationToken cancel)
    {
        if (await context.Db.FindDraftAsync(replaced, cancel) is not { } old || old.ConversationId != context.ConversationId) return "There is no such draft.";
        if (old.StateAsOf(context.Now) is DraftState.Stale or DraftState.Expired or DraftState.Failed) return null;
        var outcome = Json.Write(new
        {
            status = DraftState.Superseded.Word(),
            summary = old.Summary,
            replaced_by = by.Summary,
            message = $"{context.Person.Name} changed this before it was decided. The changed one waits for approval; you will hear what becomes of it.",
        });
        return await settlement.EndAsync(context.Db, old, DraftState.Superseded, outcome, context.Now, context.Person) ? null : "This was decided meanwhile; it can't be changed any more.";
    }

    private Draft Make(ActionPlan plan, ToolContext context) => new Draft
    {
        Id = Id.Next(context.Now),
        Token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
        ConversationId = context.ConversationId,
        ToolCallId = context.ToolCallId,
        PrepareTool = plan.PrepareTool,
        ExecuteTool = plan.ExecuteTool,
        Action = plan.Action,
        SubjectId = plan.SubjectId,
        SubjectVersion = plan.SubjectVersion,
        CustomerId = plan.CustomerId,
        Amount = plan.Amount,
        Summary = plan.Summary,
        Facts = Json.Write(plan.Facts),
        ApprovalsNeeded = policy.ApprovalsNeeded(plan.Amount),
        PreparedById = context.Person.Id,
        PreparedByName = context.Person.Name,
        PreparedAt = context.Now,
        ExpiresAt = policy.ExpiryOf(context.Now),
        StateAt = context.Now,
        ReplacesId = context.ReplacesDraftId,
    }.Seal();
}
