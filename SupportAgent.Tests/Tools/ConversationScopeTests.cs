using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Agent;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Shop;
using SupportAgent.Domain.Tools;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Tools;

public sealed class ConversationScopeTests
{
    private const string Yusufs = "#W2378156";
    private const string Yusuf = "yusuf_rossi_9620";

    [Fact]
    public async Task The_first_customer_that_the_agent_looks_at_becomes_the_conversations()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var conversation = await domain.ConversationAsync();
        Assert.Equal(ToolCallStatus.Succeeded, (await domain.CallAsync("get_order", new { order_id = Yusufs }, conversation)).Status);
        Assert.Equal(Yusuf, (await domain.ReadAsync(conversation)).Conversation!.CustomerId);
        Assert.DoesNotContain(await domain.AuditAsync(), x => x.Kind == AuditKind.Scope);
    }

    [Fact]
    public async Task Another_customer_whom_nobody_has_named_is_out_of_scope_in_every_tool()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var conversation = await domain.ConversationAsync();
        await domain.CallAsync("get_order", new { order_id = Yusufs }, conversation);
        var (order, customer) = await SomebodyElseAsync(domain);
        (string Tool, object Arguments)[] attempts =
        [
            ("get_order", new { order_id = order }), ("get_order_status", new { order_id = order[1..] }), ("get_refund_status", new { order_id = order }),
            ("list_orders", new { customer_id = customer }), ("get_customer", new { customer_id = customer }), ("get_next_delivery", new { customer_id = customer }),
            ("prepare_refund", new { order_id = order, reason = "defective" }),
            ("prepare_voucher", new { customer_id = customer, amount = 5, reason = "other" }),
            ("create_support_ticket", new { category = "other", subject = "x", message = "y", priority = "low", customer_id = customer }),
        ];
        foreach (var (tool, arguments) in attempts)
        {
            var call = await domain.CallAsync(tool, arguments, conversation);
            Assert.Equal((tool, ToolCallStatus.Rejected, ErrorCode.OutOfScope), (tool, call.Status, call.Code));
            Assert.DoesNotContain(customer, call.Result, StringComparison.Ordinal);
        }

        Assert.Equal(attempts.Length, (await domain.AuditAsync()).Count(x => x.Code == ErrorCode.OutOfScope));
        Assert.Equal(Yusuf, (await domain.ReadAsync(conversation)).Conversation!.CustomerId);
    }

    [Theory]
    [InlineData("Now {0}, please")]
    [InlineData("and what about {1}?")]
    [InlineData("Mail from {2}.")]
    [InlineData("It is {3} now")]
    public async Task A_person_who_names_somebody_else_switches_and_the_audit_says_so(string message)
    {
        await using var domain = await TestDomain.CreateAsync(new ScriptedModel().Says("Yes?"));
        var conversation = (await domain.AskAsync($"Look at {Yusufs}")).Conversation!.Id;
        await domain.CallAsync("get_order", new { order_id = Yusufs }, conversation);
        var (order, id) = await SomebodyElseAsync(domain);
        var customer = await domain.CustomerAsync(id);
        await domain.AskAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, message, order.ToLowerInvariant(), id, customer.Email.ToUpperInvariant(), customer.Name.ToUpperInvariant()), conversation);

        Assert.Equal(ToolCallStatus.Succeeded, (await domain.CallAsync("get_order", new { order_id = order }, conversation)).Status);
        Assert.Equal(id, (await domain.ReadAsync(conversation)).Conversation!.CustomerId);
        var record = Assert.Single(await domain.AuditAsync(), x => x.Kind == AuditKind.Scope);
        Assert.Equal((ConversationScope.Act, "person"), (record.Action, record.RequestedBy));
        Assert.Contains(Yusuf, record.Arguments, StringComparison.Ordinal);
        Assert.Contains(id, record.Arguments, StringComparison.Ordinal);
        // and back, since the person has named both
        Assert.Equal(ToolCallStatus.Succeeded, (await domain.CallAsync("get_order", new { order_id = Yusufs }, conversation)).Status);
    }

    [Fact]
    public async Task Before_anybody_is_looked_at_only_those_whom_the_person_named_are_reached()
    {
        await using var domain = await TestDomain.CreateAsync(new ScriptedModel().Says("Yes?"));
        var conversation = (await domain.AskAsync($"What about {Yusufs}?")).Conversation!.Id;
        var (order, _) = await SomebodyElseAsync(domain);
        Assert.Equal(ErrorCode.OutOfScope, (await domain.CallAsync("get_order", new { order_id = order }, conversation)).Code);
        Assert.Equal(ToolCallStatus.Succeeded, (await domain.CallAsync("get_order", new { order_id = Yusufs }, conversation)).Status);
    }

    [Fact]
    public async Task Text_of_the_shop_and_of_the_agent_names_nobody()
    {
        var (order, _) = ("", "");
        await using (var look = await TestDomain.CreateAsync(running: false)) (order, _) = await SomebodyElseAsync(look);
        await using var domain = await TestDomain.CreateAsync(new ScriptedModel().Says($"Shall I look at {order}?"));
        var conversation = (await domain.AskAsync($"Status of {Yusufs}")).Conversation!.Id;
        await domain.CallAsync("create_support_ticket", new { category = "other", subject = order, message = $"Look at {order}", priority = "low", order_id = Yusufs }, conversation);
        await domain.CallAsync("get_ticket", new { ticket_id = "T-1001" }, conversation);
        Assert.Equal(ErrorCode.OutOfScope, (await domain.CallAsync("get_order", new { order_id = order }, conversation)).Code);
    }

    [Fact]
    public async Task A_person_switches_on_the_page_and_the_audit_says_so()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var conversation = await domain.ConversationAsync();
        await domain.CallAsync("get_order", new { order_id = Yusufs }, conversation);
        var (order, customer) = await SomebodyElseAsync(domain);
        var settings = domain.Get<ConversationSettings>();
        Assert.Null(await settings.ChooseCustomerAsync(conversation, customer, People.Agent));
        Assert.Equal(ToolCallStatus.Succeeded, (await domain.CallAsync("get_order", new { order_id = order }, conversation)).Status);
        Assert.Equal(ErrorCode.OutOfScope, (await domain.CallAsync("get_order", new { order_id = Yusufs }, conversation)).Code);
        Assert.Null(await settings.ChooseCustomerAsync(conversation, null, People.Agent));
        Assert.Equal(ToolCallStatus.Succeeded, (await domain.CallAsync("get_order", new { order_id = Yusufs }, conversation)).Status);
        Assert.Equal(2, (await domain.AuditAsync()).Count(x => x.Kind == AuditKind.Scope));
        Assert.Contains("There is no customer", await settings.ChooseCustomerAsync(conversation, "nobody_1", People.Agent), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_of_people_is_no_way_around_the_scope()
    {
        await using var domain = await TestDomain.CreateAsync(new ScriptedModel().Says("Yes?"));
        var conversation = (await domain.AskAsync($"Status of {Yusufs}")).Conversation!.Id;
        await domain.CallAsync("get_order", new { order_id = Yusufs }, conversation);
        var (_, id) = await SomebodyElseAsync(domain);
        var customer = await domain.CustomerAsync(id);
        object[] searches = [new { last_name = customer.LastName }, new { first_name = customer.FirstName, last_name = customer.LastName, zip = customer.Address.Zip }, new { email = customer.Email }];
        foreach (var search in searches)
        {
            var call = await domain.CallAsync("find_customer", search, conversation);
            Assert.Equal(ErrorCode.OutOfScope, call.Code);
            Assert.DoesNotContain(customer.Email, call.Result, StringComparison.Ordinal);
        }

        await domain.AskAsync($"Look for somebody called {customer.LastName.ToLowerInvariant()}", conversation);
        Assert.Equal(ToolCallStatus.Succeeded, (await domain.CallAsync("find_customer", new { last_name = customer.LastName }, conversation)).Status);
    }

    [Fact]
    public async Task A_ticket_of_another_customer_is_out_of_scope()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var (order, _) = await SomebodyElseAsync(domain);
        await domain.CallAsync("create_support_ticket", new { category = "other", subject = "x", message = "y", priority = "low", order_id = order });
        var conversation = await domain.ConversationAsync();
        await domain.CallAsync("get_order", new { order_id = Yusufs }, conversation);
        Assert.Equal(ErrorCode.OutOfScope, (await domain.CallAsync("get_ticket", new { ticket_id = "T-1001" }, conversation)).Code);
    }

    private static Task<(string Order, string Customer)> SomebodyElseAsync(TestDomain domain) => domain.Store.ReadAsync(async db =>
    {
        var order = await db.Set<Order>().Where(x => x.Status == OrderStatus.Delivered && x.CustomerId != Yusuf).OrderBy(x => x.Position).FirstAsync();
        return (order.Id, order.CustomerId);
    });
}
