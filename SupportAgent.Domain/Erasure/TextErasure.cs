using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Shop;
using SupportAgent.Domain.Store;
using SupportAgent.Domain.Tickets;

namespace SupportAgent.Domain.Erasure;

/// <summary>Erases names, addresses and free text in the tables of the shop, of tickets and of conversations. What it leaves can be drawn as before.</summary>
internal static class TextErasure
{
    private const string Erased = PersonalWords.Erased;

    /// <summary>Erases all of it, in the caller's transaction.</summary>
    public static async Task EraseAsync(SupportDb db, CustomerTraces traces, CancellationToken cancel)
    {
        await EraseCustomerAsync(db, traces, cancel);
        await EraseTicketsAsync(db, traces, cancel);
        await EraseDraftsAsync(db, traces, cancel);
        foreach (var id in traces.Conversations) await EraseConversationAsync(db, id, cancel);
    }

    private static async Task EraseCustomerAsync(SupportDb db, CustomerTraces traces, CancellationToken cancel)
    {
        var nobody = new Address(Erased, "", "", "", "", "");
        var id = traces.Customer.Id;
        // addresses of e-mail are different from each other
        var email = traces.Words.Email is null ? traces.Customer.Email : $"(erased {await db.Set<Customer>().CountAsync(x => EF.Functions.Like(x.Email, "(erased %"), cancel) + 1})";
        await db.Set<Customer>().Where(x => x.Id == id).ExecuteUpdateAsync(
            x => x.SetProperty(c => c.FirstName, Erased).SetProperty(c => c.LastName, "").SetProperty(c => c.Email, email).SetProperty(c => c.Address, nobody).SetProperty(c => c.Version, c => c.Version + 1), cancel);
        await db.Set<PaymentMethod>().Where(x => x.CustomerId == id).ExecuteUpdateAsync(x => x.SetProperty(m => m.LastFour, (string?)null), cancel);
        await db.Set<Order>().Where(x => x.CustomerId == id).ExecuteUpdateAsync(x => x.SetProperty(o => o.Address, nobody).SetProperty(o => o.Version, o => o.Version + 1), cancel);
    }

    private static async Task EraseTicketsAsync(SupportDb db, CustomerTraces traces, CancellationToken cancel)
    {
        await db.Set<Ticket>().Where(x => traces.Tickets.Contains(x.Number)).ExecuteUpdateAsync(x => x.SetProperty(t => t.Subject, Erased).SetProperty(t => t.Message, Erased), cancel);
        await db.Set<TicketNote>().Where(x => traces.Tickets.Contains(x.TicketNumber) && x.Kind == TicketNoteKind.Note).ExecuteUpdateAsync(x => x.SetProperty(n => n.Text, Erased), cancel);
    }

    // each its own text: what was decided stays readable, without the person
    private static async Task EraseDraftsAsync(SupportDb db, CustomerTraces traces, CancellationToken cancel)
    {
        var words = traces.Words;
        foreach (var draft in await db.Set<Draft>().AsNoTracking().Include(x => x.Decisions).Where(x => traces.DraftIds.Contains(x.Id)).ToListAsync(cancel))
        {
            var isAddress = draft.PrepareTool.Contains("address", StringComparison.Ordinal);
            var (summary, facts) = isAddress ? (Erased, "[]") : (words.Without(draft.Summary), words.Without(draft.Facts));
            var (action, outcome) = (words.WithoutFields(draft.Action), draft.Outcome is null ? null : words.WithoutFields(draft.Outcome));
            await db.Set<Draft>().Where(x => x.Id == draft.Id).ExecuteUpdateAsync(
                x => x.SetProperty(d => d.Summary, summary).SetProperty(d => d.Facts, facts).SetProperty(d => d.Action, action).SetProperty(d => d.Outcome, outcome), cancel);
            foreach (var decision in draft.Decisions.Where(x => x.Note is not null))
            {
                var note = words.Without(decision.Note!);
                if (note != decision.Note) await db.Set<Decision>().Where(x => x.Id == decision.Id).ExecuteUpdateAsync(x => x.SetProperty(d => d.Note, note), cancel);
            }
        }
    }

    private static async Task EraseConversationAsync(SupportDb db, Guid id, CancellationToken cancel)
    {
        // readers ask for what is newer than the number that they know
        await db.Set<Conversation>().Where(x => x.Id == id).ExecuteUpdateAsync(
            x => x.SetProperty(c => c.Title, Erased).SetProperty(c => c.Summary, c => c.Summary == null ? null : Erased).SetProperty(c => c.Revision, c => c.Revision + 1), cancel);
        var revision = await db.Set<Conversation>().Where(x => x.Id == id).Select(x => x.Revision).SingleAsync(cancel);
        await db.Set<Message>().Where(x => x.ConversationId == id).ExecuteUpdateAsync(x => x.SetProperty(m => m.Text, Erased).SetProperty(m => m.Revision, revision), cancel);
        // its triggers know of new messages only
        await db.Database.ExecuteSqlAsync($"DELETE FROM \"MessageWords\" WHERE \"ConversationId\" = {id.ToString().ToUpperInvariant()}", cancel);
        await db.Set<ToolCall>().Where(x => x.ConversationId == id).ExecuteUpdateAsync(
            x => x.SetProperty(c => c.Arguments, "{}").SetProperty(c => c.ArgumentsRun, (string?)null).SetProperty(c => c.Result, c => c.Result == null ? null : """{"erased":true}""").SetProperty(c => c.Revision, revision), cancel);
        await db.Set<HandOver>().Where(x => x.ConversationId == id).ExecuteUpdateAsync(x => x.SetProperty(h => h.Summary, Erased), cancel);
        await db.Set<CustomerReply>().Where(x => x.ConversationId == id).ExecuteUpdateAsync(x => x.SetProperty(r => r.Text, Erased), cancel);
        await db.Set<Feedback>().Where(x => x.ConversationId == id && x.Comment != null).ExecuteUpdateAsync(x => x.SetProperty(f => f.Comment, Erased), cancel);
        await db.Set<Draft>().Where(x => x.ConversationId == id).ExecuteUpdateAsync(x => x.SetProperty(d => d.Revision, revision), cancel);
    }
}
