using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Conversations;

/// <summary>Reads conversations.</summary>
public sealed class TranscriptReader(SupportStore store)
{
    /// <summary>
    /// What changed after a revision, or null when there is no such conversation. One who asks again with the revision of the last answer
    /// misses nothing: rows carry the revision of their last change, and revisions are given out under the write lock.
    /// </summary>
    public Task<TranscriptChanges?> ReadAsync(Guid conversationId, long after, CancellationToken cancel = default) => store.ReadAsync(async db =>
    {
        // the revision first: what is written while the rest is read has a newer one, and comes again with the next answer
        if (await db.Set<Conversation>().FirstOrDefaultAsync(x => x.Id == conversationId, cancel) is not { } conversation) return null;
        return new TranscriptChanges(
            conversation,
            await db.Set<Message>().Where(x => x.ConversationId == conversationId && x.Revision > after).OrderBy(x => x.Revision).ToListAsync(cancel),
            await db.Set<Turn>().Where(x => x.ConversationId == conversationId && x.Revision > after).OrderBy(x => x.Id).ToListAsync(cancel),
            await db.Set<ToolCall>().Where(x => x.ConversationId == conversationId && x.Revision > after).OrderBy(x => x.Id).ToListAsync(cancel),
            await db.Set<Draft>().Include(x => x.Decisions.OrderBy(d => d.At)).Where(x => x.ConversationId == conversationId && x.Revision > after).OrderBy(x => x.Id).ToListAsync(cancel),
            await db.Set<Round>().Where(x => x.ConversationId == conversationId && x.Revision > after).OrderBy(x => x.Id).ToListAsync(cancel));
    }, cancel);
}
