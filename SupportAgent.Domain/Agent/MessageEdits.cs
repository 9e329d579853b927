using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Execution;
using SupportAgent.Domain.Store;
using SupportAgent.Domain.Texts;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Agent;

/// <summary>
/// Edits messages: the conversation goes on from the new wording. What followed the old one stays readable and is not deleted; the agent sees it no
/// more. What waited there for a decision is superseded; what was approved there is carried out, and the agent is told of it.
/// </summary>
public sealed class MessageEdits(SupportStore store, DraftSettlement settlement, AuditLog audit, LabelDesk labels, IOptions<LimitOptions> limits, ChangeFeed feed, TimeProvider time)
{
    /// <summary>The act in the audit.</summary>
    public const string Act = "edit_message";

    /// <summary>Puts another message in the place of the one that began a turn, and queues its turn.</summary>
    /// <param name="turnId">A turn that counts, and that a person's message began.</param>
    /// <param name="text">The new message: any text. The same again asks the agent once more.</param>
    /// <param name="person">Who edits it; any of the staff may, as they may write in the conversation.</param>
    /// <param name="cancel">To give up before it is stored.</param>
    public async Task<Submission> EditAsync(Guid turnId, string text, Actor person, CancellationToken cancel = default)
    {
        text = Text.WellFormed(text.Trim());
        if (TurnInbox.WhyNot(text) is { } unfit) return unfit;
        var (submission, superseded) = await store.WriteAsync(db => StoreAsync(db, turnId, text, person), cancel);
        if (submission.ConversationId is not { } id) return submission;
        feed.Publish([Topic.QueuedTurns, Topic.Conversations, Topic.Conversation(id), .. superseded.SelectMany(x => x.Topics())]);
        labels.Offer(id, text);
        return submission;
    }

    private async Task<(Submission Submission, IReadOnlyList<Draft> Superseded)> StoreAsync(SupportDb db, Guid turnId, string text, Actor person)
    {
        var now = time.GetUtcNow();
        if (await db.FindStaffAsync(person.Id, now) is not { } who)
            return (Submission.Refused(ErrorCode.NotPermitted, AgentTexts.NoRight), []);
        who = who with { ClientAddress = person.ClientAddress };
        var old = await db.Set<Turn>().FirstOrDefaultAsync(x => x.Id == turnId);
        var conversation = old is null ? null : await db.Set<Conversation>().FirstAsync(x => x.Id == old.ConversationId);
        if (await WhyNotAsync(db, old, conversation) is { } whyNot) return (whyNot, []);
        if (await TurnInbox.WhyNotYetAsync(db, who, now, limits.Value) is { } tooMany) return (tooMany, []);

        var id = conversation!.Id;
        var left = await db.Set<Turn>().Where(x => x.ConversationId == id && x.ReplacedById == null && x.Id.CompareTo(turnId) >= 0).Select(x => x.Id).ToListAsync();
        var drafts = await db.Set<Draft>().AsNoTracking().Where(x => x.ConversationId == id && x.State == DraftState.Pending
            && db.Set<ToolCall>().Any(call => call.Id == x.ToolCallId && call.TurnId != null && left.Contains(call.TurnId.Value))).OrderBy(x => x.Id).ToListAsync();
        var revision = await db.StampAsync(id, now, CancellationToken.None);
        var submission = TurnInbox.Queue(db, id, text, who, now, revision, conversation.ToolChoice, replaces: turnId);
        await db.SaveChangesAsync();
        await db.Set<Turn>().Where(x => left.Contains(x.Id)).ExecuteUpdateAsync(set => set.SetProperty(x => x.ReplacedById, submission.TurnId).SetProperty(x => x.Revision, revision));
        foreach (var draft in drafts) await settlement.EndAsync(db, draft, DraftState.Superseded, DraftText.MessageEdited(draft, who.Name), now, who);
        await audit.AppendAsync(db, new AuditEntry(AuditKind.Conversation, Act, "succeeded", "person", who)
        {
            ConversationId = id,
            TurnId = submission.TurnId,
            Arguments = Json.Write(new { replaces_turn = turnId, turns_left = left.Count, drafts_superseded = drafts.Count }),
        });
        return (submission, drafts);
    }

    private static async Task<Submission?> WhyNotAsync(SupportDb db, Turn? old, Conversation? conversation)
    {
        if (old is null || conversation is null || !await db.Set<Message>().AnyAsync(x => x.TurnId == old.Id && x.Speaker == Speaker.Person))
            return Submission.Refused(ErrorCode.NotFound, AgentTexts.NoMessage);
        if (old.ReplacedById is not null) return Submission.Refused(ErrorCode.PolicyViolation, AgentTexts.EditedMeanwhile);
        if (conversation.ClosedAt is not null) return Submission.Refused(ErrorCode.PolicyViolation, AgentTexts.Closed);
        // a turn that works on what is left would answer into nowhere
        return await db.Set<Turn>().AnyAsync(x => x.ConversationId == conversation.Id && (x.State == TurnState.Running || x.State == TurnState.Queued))
            ? Submission.Refused(ErrorCode.PolicyViolation, AgentTexts.AtWork)
            : null;
    }
}
