using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Tools;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Audit;

public sealed class RecordedTests
{
    [Fact]
    public async Task A_call_of_the_model_says_which_answer_asked_and_which_version_of_the_tool_ran()
    {
        await using var domain = await TestDomain.CreateAsync();
        await domain.AskAsync("What is the status of order #W2378156?");
        var record = (await domain.AuditAsync()).First(x => x.Action == "get_order_status");
        Assert.Equal(("offline", "offline", domain.Get<ToolCatalogue>().Find("get_order_status")!.Version), (record.ModelProvider, record.ModelName, record.ToolVersion));
        Assert.Matches("^[0-9a-f]{12}$", record.ToolVersion!);
        Assert.Equal("#W2378156", record.OrderId);
        Assert.Equal((await domain.OrderAsync()).CustomerId, record.CustomerId);
        Assert.NotNull(record.RanMs);
        Assert.Null(record.ClientAddress);
        Assert.Equal(AuditChain.Format, record.Format);
    }

    [Fact]
    public async Task A_draft_its_decision_and_its_execution_name_order_customer_and_amount()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await domain.CarryOutAsync("prepare_refund", new { order_id = "W2378156", reason = "defective", amount = 20 });
        var records = await domain.AuditAsync();
        Assert.Equal(["prepare_refund", "approve", "execute_refund"], records.Select(x => x.Action));
        Assert.All(records, x => Assert.Equal(("#W2378156", 2000, "USD"), (x.OrderId, x.AmountMinor, x.Currency)));
        Assert.Single(records.Select(x => x.CustomerId).Distinct(), x => x is { Length: > 0 });
        Assert.Single(records.Select(x => x.DraftId).Distinct(), x => x is not null);
    }

    [Fact]
    public async Task A_call_that_is_refused_never_ran()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await domain.CallAsync("get_order", "{}");
        await domain.CallAsync("no_such_tool", "{}");
        var records = await domain.AuditAsync();
        Assert.All(records, x => Assert.Equal((null, null), (x.WaitedMs, x.RanMs)));
        Assert.NotNull(records[0].ToolVersion);
        Assert.Null(records[1].ToolVersion);
    }

    [Fact]
    public async Task Arguments_as_run_stand_there_only_where_they_are_others_than_received()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await domain.CallAsync("list_products", "");
        await domain.CallAsync("list_products", " { } ");
        var records = await domain.AuditAsync();
        Assert.Equal(("", null), (records[0].Arguments, records[0].ArgumentsRun));
        Assert.Equal((" { } ", null), (records[1].Arguments, records[1].ArgumentsRun));
    }

    [Fact]
    public async Task A_call_of_a_program_bears_its_address()
    {
        await using var domain = await TestDomain.CreateAsync();
        await domain.AskAsync("What is the status of order #W2378156?", person: People.Agent with { ClientAddress = "192.0.2.7" });
        Assert.Equal("192.0.2.7", (await domain.AuditAsync()).First(x => x.Action == "get_order_status").ClientAddress);

        var draft = await domain.PrepareAsync(20);
        await domain.ApproveAsync(draft, People.Approver with { ClientAddress = "2001:db8::7" });
        Assert.Equal("2001:db8::7", (await domain.AuditAsync()).Single(x => x.Kind == AuditKind.Decision).ClientAddress);
    }

    [Fact]
    public async Task A_call_that_was_cut_short_keeps_what_was_known_of_it()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var call = await domain.Get<ToolCallLog>().BeginAsync(new ToolRequest
        {
            Name = "get_order",
            Arguments = """{"order_id":"#W2378156"}""",
            Origin = ToolOrigin.Model,
            Person = People.Agent with { ClientAddress = "192.0.2.7" },
            ConversationId = await domain.ConversationAsync(),
            Model = new ModelAnswer("openai", "some-model", "resp_1"),
        });
        await domain.Store.WriteAsync(db => domain.Get<ToolCallLog>().EndLeftAsync(db, x => x.Id == call.Id, CancellationToken.None));
        var record = Assert.Single(await domain.AuditAsync());
        Assert.Equal(("failed", People.Agent.Id, "192.0.2.7", "openai", "some-model", "resp_1", "#W2378156"),
            (record.Outcome, record.PersonId, record.ClientAddress, record.ModelProvider, record.ModelName, record.ResponseId, record.OrderId));
    }
}
