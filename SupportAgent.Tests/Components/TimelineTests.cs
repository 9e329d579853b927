using Bunit;
using SupportAgent.Domain.Conversations;
using SupportAgent.Tests.Infrastructure;
using SupportAgent.Web.Components.Chat;
using Xunit;

namespace SupportAgent.Tests.Components;

public sealed class TimelineTests
{
    [Fact]
    public async Task Without_calls_it_says_what_will_appear()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Agent);
        Assert.Contains("No tool calls yet", page.Render<Timeline>(x => x.Add(t => t.ToolCalls, [])).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_it_is_read_it_shows_that_it_is_loading()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Agent);
        Assert.NotNull(page.Render<Timeline>(x => x.Add(t => t.ToolCalls, []).Add(t => t.IsLoaded, false)).Find("[aria-busy=true]"));
    }

    [Fact]
    public async Task Each_call_has_its_plain_name_state_duration_and_gist()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Agent);
        var done = await domain.CallAsync("get_order_status", new { order_id = "#W2378156", include_tracking = true });
        var refused = await domain.CallAsync("get_order_status", new { order_id = "#W0000000" });
        var rows = page.Render<Timeline>(x => x.Add(t => t.ToolCalls, [done, refused])).FindAll(".call");

        Assert.Equal(["succeeded", "rejected"], rows.Select(x => x.GetAttribute("data-status")));
        Assert.Equal("Check order status", rows[0].QuerySelector(".name")!.TextContent);
        Assert.Equal("Done", rows[0].QuerySelector(".badge")!.TextContent.Trim());
        Assert.Equal("Refused", rows[1].QuerySelector(".badge")!.TextContent.Trim());
        Assert.Equal("0 ms", rows[0].QuerySelector(".duration")!.TextContent);
        Assert.Equal("#W2378156 · include tracking", rows[0].QuerySelector(".gist")!.TextContent);
        Assert.All(rows, x => Assert.NotNull(x.QuerySelector(".badge svg")));
    }

    [Fact]
    public async Task A_row_opens_to_arguments_and_result_as_text()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Agent);
        var call = await domain.CallAsync("find_customer", new { last_name = "<script>alert(1)</script>" });
        var timeline = page.Render<Timeline>(x => x.Add(t => t.ToolCalls, [call]));
        var button = timeline.Find("button");
        Assert.Equal("false", button.GetAttribute("aria-expanded"));
        await button.ClickAsync(new());

        Assert.Equal("true", timeline.Find("button").GetAttribute("aria-expanded"));
        Assert.Contains("<script>alert(1)</script>", timeline.Find("[aria-label=Arguments]").TextContent, StringComparison.Ordinal);
        Assert.Contains("not_found", timeline.Find("[aria-label=Result]").TextContent, StringComparison.Ordinal);
        Assert.Empty(timeline.FindAll("script"));
    }

    [Fact]
    public async Task A_prepared_refund_shows_where_its_draft_is()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Agent);
        var draft = await domain.PrepareAsync(20);
        await domain.DenyAsync(draft);
        var transcript = await domain.ReadAsync(draft.ConversationId);
        var timeline = page.Render<Timeline>(x => x.Add(t => t.ToolCalls, transcript.ToolCalls).Add(t => t.Drafts, transcript.Drafts));
        Assert.Equal("Denied", timeline.Find(".badge").TextContent.Trim());
    }

    [Fact]
    public async Task A_call_that_was_asked_for_elsewhere_is_opened()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Agent);
        ToolCall[] calls = [await domain.CallAsync("get_order", new { order_id = "#W2378156" }), await domain.CallAsync("get_order", new { order_id = "#W9711842" })];
        var timeline = page.Render<Timeline>(x => x.Add(t => t.ToolCalls, calls).Add(t => t.Selected, calls[1].Id));
        Assert.Equal(["false", "true"], timeline.FindAll("button").Select(x => x.GetAttribute("aria-expanded")));
    }
}
