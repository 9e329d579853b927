using System.ComponentModel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Refunds;
using SupportAgent.Domain.Tickets;
using SupportAgent.Domain.Tools;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Tools;

public sealed class ToolInvokerTests
{
    [Theory]
    [InlineData("write_and_break", ToolCallStatus.Failed)]
    [InlineData("write_and_refuse", ToolCallStatus.Rejected)]
    [InlineData("write_what_cannot_be", ToolCallStatus.Failed)]
    public async Task Nothing_is_kept_of_a_tool_that_does_not_come_to_a_good_end_and_its_record_says_so(string tool, ToolCallStatus status)
    {
        await using var domain = await TestDomain.CreateAsync(running: false, more: services => services.AddSingleton(new Plugin(new HalfwayPlugin())));
        var call = await domain.CallAsync(tool, "{}");
        Assert.Equal(status, call.Status);
        Assert.Equal(0, await domain.Store.ReadAsync(db => db.Set<Ticket>().CountAsync()));
        var record = Assert.Single(await domain.AuditAsync());
        Assert.Equal((tool, call.Id, call.Result), (record.Action, record.ToolCallId, record.Result));
    }

    [Fact]
    public async Task A_tool_that_hangs_in_the_middle_of_its_changes_is_ended_and_what_comes_next_is_stored()
    {
        var plugin = new HalfwayPlugin();
        await using var domain = await TestDomain.CreateAsync(running: false, more: services => services.AddSingleton(new Plugin(plugin)));
        var conversation = await domain.ConversationAsync();
        var hanging = domain.CallAsync("write_and_hang", "{}", conversation);
        await plugin.Hangs.Task.WaitAsync(TimeSpan.FromSeconds(10));
        domain.Time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal((ToolCallStatus.TimedOut, ErrorCode.TimedOut), ((await hanging).Status, (await hanging).Code));
        await domain.CallAsync("create_support_ticket", new { category = "order", subject = "Next", message = "Next", priority = "low" }, conversation);
        Assert.Equal(["Next"], await domain.Store.ReadAsync(db => db.Set<Ticket>().Select(x => x.Subject).ToListAsync()));
    }

    [Fact]
    public async Task Without_its_audit_record_there_is_no_effect()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var draft = await domain.PrepareAsync(20);
        // the decision is recorded; then the audit takes no more
        await domain.Store.WriteAsync(db => db.Database.ExecuteSqlRawAsync(
            """CREATE TRIGGER "Full" BEFORE INSERT ON "AuditRecords" WHEN NEW."Action" = 'execute_refund' AND NEW."Outcome" = 'succeeded' BEGIN SELECT RAISE(ABORT, 'full'); END"""));
        await domain.ApproveAsync(draft);
        Assert.Equal(0, (await domain.OrderAsync()).Refunded.Minor);
        Assert.Contains(await domain.AuditAsync(), x => x is { Action: RefundsPlugin.Execute, Outcome: "failed", Code: ErrorCode.ToolFailed });
        Assert.True((await domain.Get<AuditVerification>().VerifyAsync()).IsSound);
    }

    [Theory]
    [InlineData("get_order", "{", "rejected", ErrorCode.InvalidJson)]
    [InlineData("get_order", "{}", "rejected", ErrorCode.InvalidArguments)]
    [InlineData("nothing", "{}", "rejected", ErrorCode.UnknownTool)]
    [InlineData("get_order", """{"order_id":"#W0000000"}""", "rejected", ErrorCode.NotFound)]
    [InlineData("execute_refund", """{"refund_token":"x"}""", "rejected", ErrorCode.ApprovalRequired)]
    [InlineData("prepare_refund", """{"order_id":"#W2378156","reason":"defective","amount":99999}""", "rejected", ErrorCode.PolicyViolation)]
    [InlineData("prepare_refund", """{"order_id":"#W2378156","reason":"defective","amount":20}""", "awaiting_approval", null)]
    [InlineData("get_order", """{"order_id":"#W2378156"}""", "succeeded", null)]
    public async Task Whatever_becomes_of_a_call_it_leaves_one_record_with_what_was_asked_and_answered(string tool, string arguments, string outcome, string? code)
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var call = await domain.CallAsync(tool, arguments);
        var record = Assert.Single(await domain.AuditAsync());
        Assert.Equal((AuditKind.ToolCall, tool, outcome, code, "model"), (record.Kind, record.Action, record.Outcome, record.Code, record.RequestedBy));
        Assert.Equal((AuditMask.Mask(arguments), AuditMask.Mask(call.Result!), People.Agent.Id, call.Id), (record.Arguments, record.Result, record.PersonId, record.ToolCallId));
        Assert.Equal(call.Status, Assert.Single((await domain.ReadAsync(call.ConversationId)).ToolCalls).Status);
    }

    [ToolGroup(ToolGroup.Orders)]

    private sealed class HalfwayPlugin
    {
        public TaskCompletionSource Hangs { get; } = new();

        [Tool("write_and_break", ToolEffect.Write, "Write", IsAlwaysOffered = true), Description("Writes, saves, and breaks.")]
        public async Task<ToolOutcome> WriteAndBreak(ToolContext context)
        {
            context.Db.Add(TicketOf(context));
            await context.Db.SaveChangesAsync();
            throw new InvalidOperationException("broken");
        }

        [Tool("write_and_refuse", ToolEffect.Write, "Write", IsAlwaysOffered = true), Description("Writes, saves, and refuses.")]
        public async Task<ToolOutcome> WriteAndRefuse(ToolContext context)
        {
            context.Db.Add(TicketOf(context));
            await context.Db.SaveChangesAsync();
            return ToolOutcome.Refused(ErrorCode.PolicyViolation, "After all, no.");
        }

        [Tool("write_what_cannot_be", ToolEffect.Write, "Write", IsAlwaysOffered = true), Description("Writes what the database refuses when the invoker saves it.")]
        public Task<ToolOutcome> WriteWhatCannotBe(ToolContext context)
        {
            context.Db.Add(TicketOf(context));
            context.Db.Add(new Domain.Shop.LedgerEntry { OrderId = "#W2378156", Kind = Domain.Shop.LedgerKind.Refund, AmountMinor = -1, PaymentMethodId = "none", At = context.Now });
            return Task.FromResult(ToolOutcome.Succeeded(new { done = true }));
        }

        [Tool("write_and_hang", ToolEffect.Write, "Write", IsAlwaysOffered = true), Description("Writes, saves, and never ends.")]
        public async Task<ToolOutcome> WriteAndHang(ToolContext context)
        {
            context.Db.Add(TicketOf(context));
            await context.Db.SaveChangesAsync();
            Hangs.TrySetResult();
            await new TaskCompletionSource().Task;
            return ToolOutcome.Succeeded(true);
        }

        private static Ticket TicketOf(ToolContext context) => new()
        {
            Category = TicketCategory.Order,
            Subject = "Half",
            Message = "Half",
            Priority = TicketPriority.Low,
            ConversationId = context.ConversationId,
            CreatedById = context.Person.Id,
            CreatedByName = context.Person.Name,
            CreatedAt = context.Now,
            UpdatedAt = context.Now,
        };
    }
}
