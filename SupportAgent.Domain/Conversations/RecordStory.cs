using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Conversations;

/// <summary>What stands around an audit record: the turn in which it came to be, and the life of its draft. What is not stored any more is missing.</summary>
/// <param name="Messages">What was said in the turn, in order: the message that led to it first.</param>
/// <param name="Calls">The records of all tool calls of the turn, in order; the record itself is among them.</param>
/// <param name="Draft">The draft that it made, decided or carried out, with its decisions.</param>
/// <param name="Replaced">The draft in whose place that one stands.</param>
/// <param name="DraftRecords">The records about the draft, in order.</param>
public sealed record RecordStory(
    IReadOnlyList<Message> Messages, IReadOnlyList<AuditRecord> Calls, Draft? Draft, Draft? Replaced, IReadOnlyList<AuditRecord> DraftRecords)
{
    // a turn and a draft have a few; a page must not depend on that
    private const int Most = 100;

    /// <summary>Reads the story of a record.</summary>
    public static Task<RecordStory> ReadAsync(SupportStore store, AuditRecord record, CancellationToken cancel = default) => store.ReadAsync(async db =>
    {
        var records = db.Set<AuditRecord>();
        var draft = record.DraftId is { } draftId ? await FindAsync(db, draftId, cancel) : null;
        var replaced = draft?.ReplacesId is { } replacedId ? await FindAsync(db, replacedId, cancel) : null;
        var life = record.DraftId is null ? [] : await records.Where(x => x.DraftId == record.DraftId).OrderBy(x => x.Sequence).Take(Most).ToListAsync(cancel);
        await AuditRemover.MarkAsync(db, life, cancel);
        // a decision belongs to no turn: the one that prepared its draft led to it
        var turnId = record.TurnId ?? life.Find(x => x.TurnId is not null)?.TurnId;
        if (turnId is null) return new RecordStory([], [], draft, replaced, life);
        var messages = await db.Set<Message>().Where(x => x.ConversationId == record.ConversationId && x.TurnId == turnId).OrderBy(x => x.Id).Take(Most).ToListAsync(cancel);
        var calls = await records.Where(x => x.TurnId == turnId && x.Kind == AuditKind.ToolCall).OrderBy(x => x.Sequence).Take(Most).ToListAsync(cancel);
        await AuditRemover.MarkAsync(db, calls, cancel);
        return new RecordStory(messages, calls, draft, replaced, life);
    }, cancel);

    private static Task<Draft?> FindAsync(SupportDb db, Guid id, CancellationToken cancel) =>
        db.Set<Draft>().Include(x => x.Decisions).FirstOrDefaultAsync(x => x.Id == id, cancel);
}
