using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Store;
using SupportAgent.Domain.Texts;

namespace SupportAgent.Domain.Handover;

/// <summary>Where people take conversations over.</summary>
public sealed class HandoverDesk(SupportStore store, AuditLog audit, ChangeFeed feed, TimeProvider time)
{
    /// <summary>The act in the audit.</summary>
    public const string Act = "take_over";

    /// <summary>The last time that a conversation was handed over; null when it never was.</summary>
    public Task<HandOver?> FindAsync(Guid conversationId, CancellationToken cancel = default) =>
        store.ReadAsync(db => db.Set<HandOver>().Where(x => x.ConversationId == conversationId).OrderByDescending(x => x.Id).FirstOrDefaultAsync(cancel), cancel);

    /// <summary>Makes a conversation that waits the person's own. Null when it is; else the sentence that says why not.</summary>
    public async Task<string?> TakeAsync(Guid conversationId, Actor person, CancellationToken cancel = default)
    {
        var problem = await store.WriteAsync(async db =>
        {
            var now = time.GetUtcNow();
            if (await db.FindStaffAsync(person.Id, now, cancel) is not { } taker) return HandoverTexts.NoRightToTake;
            var waiting = await db.Set<HandOver>().Where(x => x.ConversationId == conversationId).OrderByDescending(x => x.Id).FirstOrDefaultAsync(cancel);
            if (waiting is null) return HandoverTexts.NotHandedOver;
            if (waiting.TakenByName is { } other) return HandoverTexts.OtherTookOver.With(other);
            (waiting.TakenById, waiting.TakenByName, waiting.TakenAt) = (taker.Id, taker.Name, now);
            await db.Set<Conversation>().Where(x => x.Id == conversationId).ExecuteUpdateAsync(set => set.SetProperty(x => x.OwnerId, taker.Id).SetProperty(x => x.OwnerName, taker.Name), cancel);
            await db.StampAsync(conversationId, now, cancel);
            await audit.AppendAsync(db, new AuditEntry(AuditKind.Scope, Act, "succeeded", "person", taker) { ConversationId = conversationId }, cancel);
            return null;
        }, cancel);
        feed.Publish(Topic.Conversation(conversationId), Topic.Conversations);
        return problem;
    }
}
