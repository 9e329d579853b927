using Bunit;
using SupportAgent.Domain.Approvals;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Components;

public sealed class BulkDecisionTests
{
    [Fact]
    public async Task Several_are_confirmed_at_once_and_each_has_its_own_result()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var small = await domain.PrepareAsync(20);
        var large = await domain.PrepareAsync("prepare_refund", new { order_id = "#W9077205", reason = "defective", amount = 300 });
        await using var page = new StaffContext(domain, People.Agent);
        var queue = Open(page);
        await queue.Find(".tools input").ChangeAsync(new() { Value = true });
        Assert.Contains("2 selected", queue.Find(".bulk").TextContent, StringComparison.Ordinal);
        await ButtonOf(queue, "Confirm them…").ClickAsync(new());
        Assert.Contains("2 actions for 2 customers, $320.00 in all", queue.Find(".bulk").TextContent, StringComparison.Ordinal);
        await ButtonOf(queue, "Confirm 2").ClickAsync(new());

        queue.WaitForAssertion(() => Assert.Equal(2, queue.FindAll(".results li").Count));
        Assert.Single(queue.FindAll(".results li[data-recorded=true]"), x => x.TextContent.Contains("Refund $20.00", StringComparison.Ordinal));
        Assert.Single(queue.FindAll(".results li[data-recorded=false]"), x => x.TextContent.Contains("need an approver", StringComparison.Ordinal));
        Assert.Equal(DraftState.Executed, (await domain.DraftAsync(small.Id)).State);
        Assert.Equal(DraftState.Pending, (await domain.DraftAsync(large.Id)).State);
    }

    [Fact]
    public async Task Several_are_denied_with_one_reason_and_not_without()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        Draft[] drafts = [await domain.PrepareAsync(20), await domain.PrepareAsync(30)];
        await using var page = new StaffContext(domain, People.Agent);
        var queue = Open(page);
        foreach (var index in new[] { 0, 1 }) await queue.FindAll(".select input")[index].ChangeAsync(new() { Value = true });
        await ButtonOf(queue, "Deny them…").ClickAsync(new());
        await ButtonOf(queue, "Deny them").ClickAsync(new());
        Assert.Contains("Say why", queue.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        await queue.Find("#bulk-reason").InputAsync(new() { Value = "A test order" });
        await ButtonOf(queue, "Deny them").ClickAsync(new());
        queue.WaitForAssertion(() => Assert.Equal(2, queue.FindAll(".results li[data-recorded=true]").Count));
        foreach (var draft in drafts) Assert.Equal("A test order", (await domain.DraftAsync(draft.Id)).Decisions.Single().Note);
    }

    private static IRenderedComponent<Web.Components.Pages.Approvals> Open(StaffContext page)
    {
        var queue = page.Render<Web.Components.Pages.Approvals>();
        queue.WaitForElement(".tools input");
        return queue;
    }

    private static AngleSharp.Dom.IElement ButtonOf(IRenderedComponent<Web.Components.Pages.Approvals> queue, string text) => queue.FindAll(".bulk button").Single(x => x.TextContent.Trim() == text);
}
