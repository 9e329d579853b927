using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Conversations;

/// <summary>The pieces from which every change of a conversation is written. All work within the caller's transaction.</summary>
public static class ConversationLog
{
    /// <summary>Counts a change of the conversation and gives its new revision, which the changed rows carry.</summary>
    public static async Task<long> StampAsync(this SupportDb db, Guid conversationId, DateTimeOffset now, CancellationToken cancel)
    {
        await db.Set<Conversation>().Where(x => x.Id == conversationId).ExecuteUpdateAsync(
            set => set.SetProperty(x => x.Revision, x => x.Revision + 1).SetProperty(x => x.UpdatedAt, now), cancel);
        return await db.Set<Conversation>().Where(x => x.Id == conversationId).Select(x => x.Revision).SingleAsync(cancel);
    }

    /// <summary>Queues the turn in which the agent tells what came of a draft, on behalf of the person who had it prepared.</summary>
    public static void QueueOutcomeTurn(this SupportDb db, Draft draft, DateTimeOffset now, long revision) => db.Add(new Turn
    {
        Id = Domain.Id.Next(now),
        ConversationId = draft.ConversationId,
        DraftId = draft.Id,
        PersonId = draft.PreparedById,
        PersonName = draft.PreparedByName,
        CreatedAt = now,
        Revision = revision,
    });
}
