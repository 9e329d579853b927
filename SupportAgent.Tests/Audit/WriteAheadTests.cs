using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Execution;
using SupportAgent.Domain.Store;
using SupportAgent.Domain.Tools;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Audit;

/// <summary>Where the record cannot be written, what it would tell about does not happen. Accounts: see <c>AccountTests</c>.</summary>
public sealed class WriteAheadTests
{
    /// <summary>How a record can be kept from being written.</summary>
    public enum Fault
    {
        /// <summary>The insert itself fails, as with a full disk.</summary>
        Refused,

        /// <summary>Another process holds the lock for longer than anybody waits.</summary>
        Locked,
    }

    public static TheoryData<Fault> Faults => [Fault.Refused, Fault.Locked];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_tool_with_an_effect(Fault fault)
    {
        await using var domain = await DomainAsync();
        var before = await FingerprintAsync(domain);
        await WithAsync(domain, fault, CallAsync);
        Assert.Equal(before, await FingerprintAsync(domain));
        await CallAsync();
        Assert.NotEqual(before, await FingerprintAsync(domain));

        Task CallAsync() => domain.CallAsync("create_support_ticket", new { category = "other", subject = "Broken", message = "It is broken.", priority = "normal" });
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_decision_and_its_execution(Fault fault)
    {
        await using var domain = await DomainAsync();
        var draft = await domain.PrepareAsync(20);
        var before = await FingerprintAsync(domain);
        await WithAsync(domain, fault, () => domain.ApproveAsync(draft));
        await WithAsync(domain, fault, () => domain.DenyAsync(draft));
        var after = await domain.DraftAsync(draft.Id);
        Assert.Equal((DraftState.Pending, 0), (after.State, after.Decisions.Count));
        Assert.Equal(before, await FingerprintAsync(domain));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task The_end_of_a_draft(Fault fault)
    {
        await using var domain = await DomainAsync();
        var draft = await domain.PrepareAsync(20);
        domain.Time.Advance(TimeSpan.FromHours(3));
        await WithAsync(domain, fault, () => domain.Get<DraftClerk>().ExpireAsync(CancellationToken.None));
        Assert.Equal(DraftState.Pending, (await domain.DraftAsync(draft.Id)).State);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_setting(Fault fault)
    {
        await using var domain = await DomainAsync();
        await WithAsync(domain, fault, () => domain.Get<ToolSettings>().ChangeAsync(People.Admin, new ToolSetting { Name = "get_order", IsOn = false }));
        Assert.Empty(await domain.Get<ToolSettings>().AllAsync());
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_switch_to_another_customer(Fault fault)
    {
        await using var domain = await DomainAsync();
        var conversation = await domain.ConversationAsync();
        await domain.Get<ConversationScope>().ChooseAsync(conversation, "mia_garcia_4516", People.Agent);
        var before = await ReadAsync();
        await WithAsync(domain, fault, () => domain.Get<ConversationScope>().ChooseAsync(conversation, null, People.Agent));
        Assert.Equal(before, await ReadAsync());

        Task<string?> ReadAsync() => domain.Store.ReadAsync(db => db.Set<Domain.Conversations.Conversation>().Where(x => x.Id == conversation).Select(x => x.CustomerId).SingleAsync());
    }

    private static Task<TestDomain> DomainAsync() => TestDomain.CreateAsync(running: false);

    // whatever it throws or answers: what counts is what is there afterwards
    private static async Task WithAsync(TestDomain domain, Fault fault, Func<Task> act)
    {
        await using var other = new SqliteConnection($"Data Source={domain.Path};Pooling=False");
        await other.OpenAsync();
        await RunAsync(other, fault == Fault.Locked ? "BEGIN IMMEDIATE" : """CREATE TRIGGER "Full" BEFORE INSERT ON "AuditRecords" BEGIN SELECT RAISE(ABORT, 'full'); END""");
        try
        {
            await act();
        }
        catch (Exception e) when (e is StoreUnavailableException or DbUpdateException)
        {
            // said to the caller
        }
        finally
        {
            await RunAsync(other, fault == Fault.Locked ? "ROLLBACK" : """DROP TRIGGER "Full" """);
        }
    }

    private static async Task RunAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // one of the texts above
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    // everything that a tool or a decision could have changed
    private static Task<string> FingerprintAsync(TestDomain domain) => domain.Store.ReadAsync(async db => string.Join('|',
        await db.Set<Domain.Tickets.Ticket>().CountAsync(),
        await db.Set<Draft>().CountAsync(),
        await db.Set<Decision>().CountAsync(),
        await db.Set<Domain.Shop.LedgerEntry>().CountAsync(),
        await db.Set<AuditRecord>().CountAsync()));
}
