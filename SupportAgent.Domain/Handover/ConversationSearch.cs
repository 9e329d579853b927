using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Shop;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Handover;

/// <summary>Finds conversations for lists, a piece at a time.</summary>
public sealed class ConversationSearch(SupportStore store)
{
    /// <summary>Most rows of one answer.</summary>
    public const int MaxRows = 300;

    // urgent, then everything without a label or as usual, then what can wait
    private static readonly Expression<Func<Conversation, int>> Rank = x => x.Urgency == LabelUrgency.High ? 0 : x.Urgency == LabelUrgency.Low ? 2 : 1;

    /// <summary>The conversations that fit. Whoever is no member of staff finds none.</summary>
    /// <param name="query">Which ones.</param>
    /// <param name="person">Who looks.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="after">The last row of the answer before; null for the first ones.</param>
    /// <param name="cancel">To give up.</param>
    public Task<IReadOnlyList<ConversationRow>> FindAsync(ConversationQuery query, Actor person, int count, ConversationRow? after = null, CancellationToken cancel = default) =>
        person.IsStaff
            ? store.ReadAsync(db => FindAsync(db, query, person, Math.Clamp(count, 1, MaxRows), after, cancel), cancel)
            : Task.FromResult<IReadOnlyList<ConversationRow>>([]);

    /// <summary>The conversations that belong to a ticket: those linked to it, newest first.</summary>
    public static async Task<IReadOnlyList<(Guid Id, string Title)>> OfTicketAsync(SupportDb db, string ticketId, CancellationToken cancel) =>
        [.. (await db.Set<Conversation>().Where(x => x.TicketId == ticketId).OrderByDescending(x => x.UpdatedAt).Take(Paging.FewSize).Select(x => new { x.Id, x.Title }).ToListAsync(cancel))
            .Select(x => (x.Id, x.Title))];

    private static async Task<IReadOnlyList<ConversationRow>> FindAsync(SupportDb db, ConversationQuery query, Actor person, int count, ConversationRow? after, CancellationToken cancel)
    {
        var found = Shown(db, query.Shown, person);
        if (query.Category is { } category) found = found.Where(x => x.Category == category);
        foreach (var word in SearchWords.In(query.Words)) found = WithWord(db, found, word);
        if (after is not null) found = After(found, after, query.UrgentFirst);
        var ordered = query.UrgentFirst ? found.OrderBy(Rank).ThenByDescending(x => x.UpdatedAt) : found.OrderByDescending(x => x.UpdatedAt);
        return await Rows(db, ordered.ThenByDescending(x => x.Id).Take(count), person).ToListAsync(cancel);
    }

    private static IQueryable<Conversation> Shown(SupportDb db, ConversationsShown shown, Actor person)
    {
        var all = db.Set<Conversation>();
        return shown switch
        {
            ConversationsShown.Mine => all.Where(x => x.OwnerId == person.Id && x.ClosedAt == null),
            ConversationsShown.Open => all.Where(x => x.ClosedAt == null),
            ConversationsShown.Waiting => all.Where(x => db.Set<Draft>().Any(draft => draft.ConversationId == x.Id && draft.State == DraftState.Pending)),
            ConversationsShown.HandedOver => all.Where(x => db.Set<HandOver>().Any(wait => wait.ConversationId == x.Id && wait.TakenAt == null)),
            ConversationsShown.Closed => all.Where(x => x.ClosedAt != null),
            ConversationsShown.All => all,
        };
    }

    private static IQueryable<Conversation> WithWord(SupportDb db, IQueryable<Conversation> found, string word)
    {
        var pattern = SearchWords.Anywhere(word);
        var order = Order.NormaliseId(word);
        // an expression that is no match for anything where the word has no letters
        var match = MessageIndex.Matching(word) ?? "\"\"";
        var said = db.Database.SqlQuery<Guid>($"""SELECT "ConversationId" AS "Value" FROM "MessageWords" WHERE "MessageWords" MATCH {match}""");
        return found.Where(x =>
            EF.Functions.Like(x.Title, pattern, SearchWords.Escape)
            || said.Contains(x.Id)
            || (x.CustomerId != null && EF.Functions.Like(x.CustomerId, pattern, SearchWords.Escape))
            || db.Set<Customer>().Any(who => who.Id == x.CustomerId && (EF.Functions.Like(who.FirstName, pattern, SearchWords.Escape) || EF.Functions.Like(who.LastName, pattern, SearchWords.Escape)))
            || (order != null && (x.LabelOrderId == order || db.Set<Draft>().Any(draft => draft.ConversationId == x.Id && draft.SubjectId == order))));
    }

    private static IQueryable<Conversation> After(IQueryable<Conversation> found, ConversationRow last, bool urgentFirst)
    {
        var (at, id) = (last.UpdatedAt, last.Id);
        if (!urgentFirst) return found.Where(x => x.UpdatedAt < at || (x.UpdatedAt == at && x.Id.CompareTo(id) < 0));
        var rank = last.Urgency switch
        {
            LabelUrgency.High => 0,
            LabelUrgency.Low => 2,
            LabelUrgency.Medium or null => 1,
        };
        return found.Where(x =>
            (x.Urgency == LabelUrgency.High ? 0 : x.Urgency == LabelUrgency.Low ? 2 : 1) > rank
            || ((x.Urgency == LabelUrgency.High ? 0 : x.Urgency == LabelUrgency.Low ? 2 : 1) == rank && (x.UpdatedAt < at || (x.UpdatedAt == at && x.Id.CompareTo(id) < 0))));
    }

    // a conversation that the person has never opened is unread only where it is the person's own
    private static IQueryable<ConversationRow> Rows(SupportDb db, IQueryable<Conversation> found, Actor person) => found.Select(x =>
        new ConversationRow(x.Id, x.Title, x.OwnerId, x.OwnerName, x.UpdatedAt, x.Category, x.Urgency)
        {
            Summary = x.Summary,
            IsWorking = db.Set<Turn>().Any(turn => turn.ConversationId == x.Id && (turn.State == TurnState.Running || turn.State == TurnState.Queued)),
            Pending = db.Set<Draft>().Count(draft => draft.ConversationId == x.Id && draft.State == DraftState.Pending),
            IsHandedOver = db.Set<HandOver>().Any(wait => wait.ConversationId == x.Id && wait.TakenAt == null),
            IsClosed = x.ClosedAt != null,
            IsUnread = db.Set<Message>().Any(message => message.ConversationId == x.Id && message.Revision >
                (db.Set<ConversationRead>().Where(read => read.ConversationId == x.Id && read.PersonId == person.Id).Select(read => (long?)read.Revision).FirstOrDefault()
                    ?? (x.OwnerId == person.Id ? 0 : long.MaxValue))),
        });
}
