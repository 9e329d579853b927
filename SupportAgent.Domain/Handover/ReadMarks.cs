using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Handover;

/// <summary>Keeps how far each person has seen each conversation.</summary>
public sealed class ReadMarks(SupportStore store, ChangeFeed feed)
{
    /// <summary>The person has a conversation before the eyes. What was seen already costs no write.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="revision">As of which revision.</param>
    /// <param name="person">Who looks.</param>
    /// <param name="cancel">To give up.</param>
    public async Task SeenAsync(Guid conversationId, long revision, Actor person, CancellationToken cancel = default)
    {
        if (await store.ReadAsync(db => Mark(db, conversationId, person).AnyAsync(x => x.Revision >= revision, cancel), cancel)) return;
        await store.WriteAsync(
            async db =>
            {
                if (await Mark(db, conversationId, person).ExecuteUpdateAsync(set => set.SetProperty(x => x.Revision, x => x.Revision > revision ? x.Revision : revision), cancel) > 0) return;
                if (await db.Users.AnyAsync(x => x.Id == person.Id, cancel)) db.Add(new ConversationRead { ConversationId = conversationId, PersonId = person.Id, Revision = revision });
            },
            cancel);
        feed.Publish(Topic.Reads(person.Id));
    }

    private static IQueryable<ConversationRead> Mark(SupportDb db, Guid conversationId, Actor person) =>
        db.Set<ConversationRead>().Where(x => x.ConversationId == conversationId && x.PersonId == person.Id);
}
