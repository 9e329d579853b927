using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Shop;
using SupportAgent.Domain.Store;
using SupportAgent.Domain.Tickets;

namespace SupportAgent.Domain.Erasure;

/// <summary>Where a customer's data stands.</summary>
/// <param name="Customer">The customer, with the payment methods.</param>
/// <param name="OrderIds">The customer's orders.</param>
/// <param name="Conversations">Conversations that are or once were about the customer.</param>
/// <param name="DraftIds">Drafts that concern the customer.</param>
/// <param name="Tickets">Tickets about the customer, an order, or made in one of the conversations.</param>
/// <param name="Words">What names the customer.</param>
internal sealed record CustomerTraces(
    Customer Customer, IReadOnlyList<string> OrderIds, IReadOnlyList<Guid> Conversations, IReadOnlyList<Guid> DraftIds, IReadOnlyList<long> Tickets, PersonalWords Words)
{
    // a name can be many people's
    private const int MostMentions = 100_000;

    /// <summary>Finds them; null where there is no such customer.</summary>
    public static async Task<CustomerTraces?> FindAsync(SupportDb db, string customerId, CancellationToken cancel)
    {
        var customer = await db.Set<Customer>().AsNoTracking().Include(x => x.PaymentMethods).FirstOrDefaultAsync(x => x.Id == customerId, cancel);
        if (customer is null) return null;
        var orders = await db.Set<Order>().AsNoTracking().Where(x => x.CustomerId == customerId).Select(x => new { x.Id, x.Address }).ToListAsync(cancel);
        var orderIds = orders.Select(x => x.Id).ToList();
        var drafts = await db.Set<Draft>().AsNoTracking().Where(x => x.CustomerId == customerId).Select(x => new { x.Id, x.ConversationId }).ToListAsync(cancel);
        var now = await db.Set<Conversation>().Where(x => x.CustomerId == customerId).Select(x => x.Id).ToListAsync(cancel);
        var once = await db.Set<AuditRecord>().Where(x => x.ConversationId != null && (x.CustomerId == customerId || orderIds.Contains(x.OrderId!))).Select(x => x.ConversationId!.Value).Distinct().ToListAsync(cancel);
        List<Guid> conversations = [.. now.Concat(once).Concat(drafts.Select(x => x.ConversationId)).Distinct()];
        var tickets = await db.Set<Ticket>().Where(x => x.CustomerId == customerId || orderIds.Contains(x.OrderId!) || conversations.Contains(x.ConversationId!.Value)).Select(x => x.Number).ToListAsync(cancel);
        return new CustomerTraces(customer, orderIds, conversations, [.. drafts.Select(x => x.Id)], tickets, new PersonalWords(customer, orders.Select(x => x.Address).Prepend(customer.Address)));
    }

    /// <summary>The audit records about the customer that have contents, and those that name the customer.</summary>
    public async Task<IReadOnlyList<AuditRecord>> RecordsAsync(SupportDb db, CancellationToken cancel)
    {
        // what a removal says of itself is no one's data
        var full = db.Set<AuditRecord>().AsNoTracking().Where(x => x.Kind != AuditKind.Removal && (x.Arguments != null || x.ArgumentsRun != null || x.Result != null));
        var found = await full
            .Where(x => x.CustomerId == Customer.Id || OrderIds.Contains(x.OrderId!) || Conversations.Contains(x.ConversationId!.Value) || DraftIds.Contains(x.DraftId!.Value)).ToListAsync(cancel);
        // whom an e-mail address or an id names is certain; others have the same name, so it says nothing in a record about another customer
        found.AddRange(await MentioningAsync(db, full, [Words.Email, Customer.Id], cancel));
        found.AddRange((await MentioningAsync(db, full, [Words.Name], cancel)).Where(x => x.CustomerId is null || x.CustomerId == Customer.Id));
        foreach (var street in Words.Streets) found.AddRange((await MentioningAsync(db, full, [street.Address1], cancel)).Where(x => x.CustomerId is null || x.CustomerId == Customer.Id));
        return [.. found.DistinctBy(x => x.Sequence).OrderBy(x => x.Sequence)];
    }

    private static async Task<IReadOnlyList<AuditRecord>> MentioningAsync(SupportDb db, IQueryable<AuditRecord> records, IEnumerable<string?> phrases, CancellationToken cancel)
    {
        List<AuditRecord> found = [];
        foreach (var phrase in phrases.OfType<string>())
        {
            var numbers = await AuditIndex.WithPhraseAsync(db, phrase, MostMentions, cancel);
            if (numbers.Count > 0) found.AddRange(await records.Where(x => numbers.Contains(x.Sequence)).ToListAsync(cancel));
        }

        return found;
    }
}
