using System.Text;
using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Erasure;
using SupportAgent.Domain.Handover;
using SupportAgent.Domain.Shop;
using SupportAgent.Domain.Tickets;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Erasure;

public sealed class CustomerErasureTests
{
    private const string Order = "#W2378156";

    [Fact]
    public async Task Names_addresses_and_texts_go_and_amounts_decisions_and_the_chain_stay()
    {
        await using var domain = await TestDomain.CreateAsync();
        var (customer, draft) = await WorkAsync(domain);
        var checkpoint = await domain.Get<AuditCheckpoints>().MakeAsync();
        var ledger = (await domain.OrderAsync(Order)).Ledger.Select(x => (x.Kind, x.AmountMinor)).ToList();

        var outcome = await EraseAsync(domain, customer.Id);
        Assert.Null(outcome.Problem);
        Assert.True(outcome is { Records: >= 4, Conversations: >= 1, Tickets: 1, Orders: >= 1 }, $"{outcome}");

        var erased = await domain.CustomerAsync(customer.Id);
        Assert.Equal(("(erased)", "(erased)"), (erased.Name, erased.Address.ToString()));
        Assert.StartsWith("(erased ", erased.Email, StringComparison.Ordinal);
        Assert.Equal("(erased)", (await domain.OrderAsync(Order)).Address.ToString());
        Assert.Equal(ledger, (await domain.OrderAsync(Order)).Ledger.Select(x => (x.Kind, x.AmountMinor)));
        Assert.All(erased.PaymentMethods, x => Assert.DoesNotContain("ending in", x.Label, StringComparison.Ordinal));

        var transcript = await domain.ReadAsync(draft.ConversationId);
        Assert.All(transcript.Turns.SelectMany(x => x.Messages), x => Assert.Equal("(erased)", x.Text));
        var kept = await domain.DraftAsync(draft.Id);
        Assert.Equal((DraftState.Executed, 2000L, Verdict.Approved, "Pia Approver"), (kept.State, kept.Amount.Minor, kept.Decisions.Single().Verdict, kept.Decisions.Single().PersonName));
        Assert.Equal("(erased)", await domain.Store.ReadAsync(db => db.Set<Ticket>().Select(x => x.Message).SingleAsync()));

        var records = await domain.AuditAsync();
        var execution = records.Single(x => x.Action == "execute_refund");
        Assert.Equal((null, null, 2000L, "succeeded", customer.Id), (execution.Arguments, execution.Result, execution.AmountMinor, execution.Outcome, execution.CustomerId));
        Assert.Equal("Pia Approver", records.Single(x => x.Action == "approve").PersonName);
        Assert.Equal((AuditKind.Removal, "erase_customer", "Dana Admin"), (records[^1].Kind, records[^1].Action, records[^1].PersonName));
        Assert.Equal(new AuditVerdict(records.Count, null, null), await domain.Get<AuditVerification>().VerifyAsync(checkpoint));
    }

    [Fact]
    public async Task No_search_finds_the_words_any_more_and_nothing_in_the_file_holds_them()
    {
        await using var domain = await TestDomain.CreateAsync();
        var (customer, _) = await WorkAsync(domain);
        var moved = await domain.CarryOutAsync("prepare_update_customer_address", new { customer_id = customer.Id, address1 = "7 Quokka Lane", city = "Denver", state = "CO", country = "USA", zip = "80201" });
        Assert.Equal(DraftState.Executed, moved.State);
        await domain.SettledAsync(moved.ConversationId);
        var search = domain.Get<AuditSearch>();
        Assert.NotEmpty((await search.FindAsync(new AuditQuery { Text = "hedgehog" })).Records);
        Assert.NotEmpty(await FindAsync(domain, "hedgehog"));

        await EraseAsync(domain, customer.Id);
        Assert.Empty((await search.FindAsync(new AuditQuery { Text = "hedgehog" })).Records);
        Assert.DoesNotContain((await search.FindAsync(new AuditQuery { Text = customer.LastName })).Records, x => x.CustomerId == customer.Id);
        Assert.Empty(await FindAsync(domain, "hedgehog"));
        Assert.Empty((await domain.Store.ReadAsync(db => db.FindCustomersAsync(new CustomerQuery { Text = customer.Email }))).Rows);

        await using (var file = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={domain.Path};Pooling=False"))
        {
            await file.OpenAsync();
            await using var command = file.CreateCommand();
            // what rows that were rewritten before the erasure left in free places of their pages goes only so; what is still a row, or a word of an index, does not
            command.CommandText = "VACUUM; PRAGMA wal_checkpoint(TRUNCATE)";
            await command.ExecuteNonQueryAsync();
        }

        var bytes = await ReadAsync(domain.Path);
        foreach (var word in (string[])[customer.Email, "hedgehog", "Quokka", customer.Address.Address1])
        {
            var place = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(word));
            Assert.True(place < 0, $"{word} stands in the file: {Encoding.Latin1.GetString(bytes, Math.Max(0, place - 100), 200)}");
        }
    }

    [Fact]
    public async Task Another_time_erases_what_came_since_and_the_record_of_the_first_stays()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var customer = await domain.CustomerAsync((await domain.OrderAsync(Order)).CustomerId);
        await EraseAsync(domain, customer.Id);
        await domain.CallAsync("get_order", new { order_id = Order });
        Assert.Equal(1, (await EraseAsync(domain, customer.Id)).Records);
        Assert.Equal(0, (await EraseAsync(domain, customer.Id)).Records);
        Assert.All((await domain.AuditAsync()).Where(x => x.Kind == AuditKind.Removal), x => Assert.NotNull(x.Result));
        Assert.True((await domain.Get<AuditVerification>().VerifyAsync()).IsSound);
    }

    [Fact]
    public async Task Other_customers_are_left_alone()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var customer = await domain.CustomerAsync((await domain.OrderAsync(Order)).CustomerId);
        var other = await domain.Store.ReadAsync(db => db.Set<Order>().Where(x => x.CustomerId != customer.Id).OrderBy(x => x.Id).FirstAsync());
        await domain.CallAsync("get_order", new { order_id = other.Id });
        await EraseAsync(domain, customer.Id);
        Assert.NotNull((await domain.AuditAsync())[0].Arguments);
        Assert.NotEqual("(erased)", (await domain.OrderAsync(other.Id)).Address.Address1);
    }

    [Fact]
    public async Task It_is_refused_to_all_but_admins_for_nobody_and_while_a_draft_is_open()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var draft = await domain.PrepareAsync(20);
        var count = (await domain.AuditAsync()).Count;
        Assert.Equal("There is no admin agent@example.test.", (await EraseAsync(domain, draft.CustomerId, "agent@example.test")).Problem);
        Assert.Equal("There is no customer nobody_1.", (await EraseAsync(domain, "nobody_1")).Problem);
        Assert.StartsWith("A draft about this customer is not settled yet.", (await EraseAsync(domain, draft.CustomerId)).Problem, StringComparison.Ordinal);
        Assert.Equal(count, (await domain.AuditAsync()).Count);
        Assert.NotEqual("(erased)", (await domain.CustomerAsync(draft.CustomerId)).Name);
    }

    [Fact]
    public async Task Nothing_is_erased_over_an_audit_that_was_altered()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await domain.CallAsync("get_order", new { order_id = Order });
        await domain.Store.WriteAsync(db => db.Database.ExecuteSqlRawAsync($"{AuditTriggers.Drop} UPDATE AuditRecords SET Result = 'forged'; {AuditTriggers.Current}"));
        var customer = (await domain.OrderAsync(Order)).CustomerId;
        await Assert.ThrowsAsync<AuditUnsoundException>(() => EraseAsync(domain, customer));
        Assert.NotEqual("(erased)", (await domain.CustomerAsync(customer)).Name);
    }

    private static Task<ErasureOutcome> EraseAsync(TestDomain domain, string customerId, string by = "admin@example.test") => domain.Get<CustomerErasure>().EraseAsync(customerId, by);

    // a question with free text, a ticket, and a refund that was approved and carried out
    private static async Task<(Customer Customer, Draft Draft)> WorkAsync(TestDomain domain)
    {
        var customer = await domain.CustomerAsync((await domain.OrderAsync(Order)).CustomerId);
        var asked = await domain.AskAsync($"Where is order {Order}? The customer {customer.Name} wrote about a hedgehog, from {customer.Email}.");
        var draft = await domain.PrepareAsync(20, conversationId: asked.Conversation!.Id);
        await domain.ApproveAsync(draft);
        await domain.SettledAsync(draft.ConversationId);
        var ticket = await domain.CallAsync("create_support_ticket", new { category = "order", subject = "A hedgehog", message = "The hedgehog lives in the parcel.", priority = "normal", order_id = Order }, draft.ConversationId);
        Assert.True(ticket.Status == ToolCallStatus.Succeeded, ticket.Result);
        return (customer, draft);
    }

    private static Task<IReadOnlyList<ConversationRow>> FindAsync(TestDomain domain, string words) => domain.Get<ConversationSearch>().FindAsync(new ConversationQuery { Words = words, Shown = ConversationsShown.All }, People.Admin, 10);

    private static async Task<byte[]> ReadAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes);
        return bytes;
    }
}
