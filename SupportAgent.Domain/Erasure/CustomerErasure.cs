using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Erasure;

/// <summary>
/// Erases a customer's personal data on request: names, addresses, e-mail addresses and free text. Amounts, decisions, the history of orders and
/// all ids stay, and the audit goes on to verify. All of it is one transaction with its own record.
/// </summary>
public sealed class CustomerErasure(SupportStore store, AuditLog audit, AuditRemover remover, AuditCheckpoints checkpoints, ChangeFeed feed, TimeProvider time)
{
    /// <summary>The act in the audit.</summary>
    public const string Act = "erase_customer";

    /// <summary>Erases a customer's data. Doing it again erases what came since.</summary>
    /// <param name="customerId">Such as <c>noah_brown_6181</c>.</param>
    /// <param name="email">The e-mail address of the admin in whose name it is done.</param>
    /// <param name="cancel">To give up.</param>
    /// <exception cref="AuditUnsoundException">The audit is not as it was written; nothing was erased.</exception>
    /// <exception cref="StoreUnavailableException">The database can't be written; nothing was erased.</exception>
    /// <exception cref="IOException">The key or the file of the checkpoints can't be read or written.</exception>
    public async Task<ErasureOutcome> EraseAsync(string customerId, string email, CancellationToken cancel = default)
    {
        // what was there before can then not be disputed
        await checkpoints.MakeAsync(cancel);
        var outcome = await store.WriteAsync(
            async db =>
            {
                if (await AdminAsync(db, email, cancel) is not { } admin) return ErasureOutcome.Refused($"There is no admin {email}.");
                if (await CustomerTraces.FindAsync(db, customerId, cancel) is not { } traces) return ErasureOutcome.Refused($"There is no customer {customerId}.");
                if (await BusyAsync(db, traces, cancel) is { } busy) return ErasureOutcome.Refused(busy);
                ErasureOutcome done = new(null);
                await AuditIndex.OverwritingAsync(db, async () => done = await EraseAsync(db, traces, admin, cancel), cancel);
                return done;
            },
            cancel);
        if (outcome.Problem is not null) return outcome;
        await AuditIndex.CompactAsync(store, cancel);
        await store.CompactWordsAsync(MessageIndex.Table, cancel);
        feed.Publish(Topic.Subject(customerId));
        return outcome;
    }

    private async Task<ErasureOutcome> EraseAsync(SupportDb db, CustomerTraces traces, Actor admin, CancellationToken cancel)
    {
        var records = await traces.RecordsAsync(db, cancel);
        var outcome = new ErasureOutcome(null, records.Count, traces.Conversations.Count, traces.Tickets.Count, traces.OrderIds.Count);
        await audit.AppendAsync(
            db,
            new AuditEntry(AuditKind.Removal, Act, "succeeded", "person", admin)
            {
                // the id stands beside it, and not among the words: it can be made of the name
                Result = Json.Write(new { summary = $"contents of {outcome.Records} {(outcome.Records == 1 ? "record" : "records")}", records = outcome.Records, conversations = outcome.Conversations, tickets = outcome.Tickets, orders = outcome.Orders }),
                About = new AuditSubject(CustomerId: traces.Customer.Id),
            },
            cancel);
        db.ChangeTracker.Clear();
        await remover.EmptyAsync(db, records, AuditRemovalReason.Erasure, cancel);
        await TextErasure.EraseAsync(db, traces, cancel);
        return outcome;
    }

    private async Task<Actor?> AdminAsync(SupportDb db, string email, CancellationToken cancel) =>
        await db.FindAccountIdAsync(email, cancel) is { } id ? await db.FindAdminAsync(id, time.GetUtcNow(), cancel) : null;

    // what is at work would write again what is being erased
    private static async Task<string?> BusyAsync(SupportDb db, CustomerTraces traces, CancellationToken cancel)
    {
        if (await db.Set<Draft>().AnyAsync(x => traces.DraftIds.Contains(x.Id) && (x.State == DraftState.Pending || x.State == DraftState.Approved || x.State == DraftState.Executing), cancel))
            return "A draft about this customer is not settled yet. Decide it first, or wait for its end.";
        return await db.Set<Turn>().AnyAsync(x => traces.Conversations.Contains(x.ConversationId) && (x.State == TurnState.Queued || x.State == TurnState.Running), cancel)
            ? "The agent is at work in a conversation about this customer. Try again when it has answered."
            : null;
    }
}
