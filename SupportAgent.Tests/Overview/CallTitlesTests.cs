using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Overview;
using SupportAgent.Domain.Tools;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Overview;

public sealed class CallTitlesTests
{
    [Theory]
    [InlineData("get_order", """{"order_id":"w2378156"}""", "Looked up order #W2378156")]
    [InlineData("get_order_status", """{"order_id":"#W2378156"}""", "Checked the status of order #W2378156")]
    [InlineData("list_orders", """{"customer_id":"yusuf_rossi_9620"}""", "Listed the orders of yusuf_rossi_9620")]
    [InlineData("find_customer", """{"first_name":"Yusuf","last_name":"Rossi"}""", "Searched for customer Yusuf Rossi")]
    [InlineData("search_policies", """{"query":"return after 30 days"}""", "Searched the policies for “return after 30 days”")]
    [InlineData("get_ticket", """{"ticket_id":"T-1001"}""", "Looked up ticket T-1001")]
    [InlineData("list_tickets", "{}", "Listed the tickets")]
    [InlineData("prepare_refund", """{"order_id":"#W2378156","amount":20.00}""", "Prepared a refund of 20.00 for #W2378156")]
    public async Task A_title_says_what_was_done_and_to_what(string tool, string arguments, string title)
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        Assert.Equal(title, domain.Get<CallTitles>().Of(Call(tool, arguments, ToolCallStatus.Succeeded)));
    }

    [Fact]
    public async Task A_title_tells_running_done_and_tried_apart()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        string Title(ToolCallStatus status) => domain.Get<CallTitles>().Of(Call("get_order", """{"order_id":"#W2378156"}""", status));
        Assert.Equal("Looking up order #W2378156…", Title(ToolCallStatus.Running));
        Assert.Equal("Looked up order #W2378156", Title(ToolCallStatus.Succeeded));
        foreach (var failed in new[] { ToolCallStatus.Failed, ToolCallStatus.Rejected, ToolCallStatus.TimedOut }) Assert.Equal("Tried to look up order #W2378156", Title(failed));
    }

    [Fact]
    public async Task The_draft_tells_the_amount_and_the_order_when_it_is_prepared_and_when_it_is_carried_out()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var draft = await domain.PrepareAsync(20);
        await domain.ApproveAsync(draft);
        var calls = (await domain.ReadAsync(draft.ConversationId)).ToolCalls;
        Assert.Equal(
            ["Prepared a refund of $20.00 for #W2378156", "Paid a refund of $20.00 for #W2378156"],
            calls.Select(x => domain.Get<CallTitles>().Of(x, draft)));
    }

    [Theory]
    [InlineData("get_order", "not JSON", "Tried to look up an order")]
    [InlineData("get_order", """{"order_id":7}""", "Tried to look up an order")]
    [InlineData("get_order", "", "Tried to look up an order")]
    [InlineData("no_such_tool", "{}", "Tried: no_such_tool")]
    [InlineData("search_policies", """{"query":"a\n\nvery   long question that goes on and on and on"}""", "Tried to search the policies for “a very long question that goes on and o…”")]
    public async Task Nonsense_gets_a_short_title_on_one_line_too(string tool, string arguments, string title)
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        Assert.Equal(title, domain.Get<CallTitles>().Of(Call(tool, arguments, ToolCallStatus.Rejected)));
    }

    [Fact]
    public async Task Every_tool_of_the_shop_has_words_of_its_own()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var (catalogue, titles) = (domain.Get<ToolCatalogue>(), domain.Get<CallTitles>());
        Assert.Empty(catalogue.All.Where(x => titles.Of(Call(x.Name, "{}", ToolCallStatus.Rejected)) == $"Tried: {x.Title}").Select(x => x.Name));
    }

    private static ToolCall Call(string tool, string arguments, ToolCallStatus status) => new()
    {
        Id = Guid.NewGuid(),
        ConversationId = Guid.NewGuid(),
        Name = tool,
        Arguments = arguments,
        Origin = ToolOrigin.Model,
        PersonName = "Alex Agent",
        Status = status,
        StartedAt = DateTimeOffset.UnixEpoch,
    };
}
