using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SupportAgent.Domain.Conversations;
using SupportAgent.Tests.Infrastructure;
using SupportAgent.Web.Components.Context;
using SupportAgent.Web.Components.Shared;
using Xunit;

namespace SupportAgent.Tests.Components;

public sealed class ContextPanelTests
{
    private const string Delivered = "#W2378156";

    [Fact]
    public async Task It_is_loading_empty_or_without_a_customer()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Agent);
        Assert.NotNull(page.Render<ContextPanel>(x => x.Add(t => t.Transcript, new Transcript()).Add(t => t.Revision, 0).Add(t => t.IsKnown, false)).Find("[aria-busy=true]"));
        Assert.Contains("Nothing here yet", Draw(page, new Transcript()).Markup, StringComparison.Ordinal);
        var none = Draw(page, await domain.ReadAsync(await domain.ConversationAsync()));
        Assert.Contains("No customer yet", none.Markup, StringComparison.Ordinal);
        Assert.NotNull(none.Find("[data-summarise]"));
    }

    [Fact]
    public async Task The_customer_and_the_order_at_hand_are_shown_with_what_can_be_done()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Agent);
        var panel = await ShowAsync(domain, page);
        Assert.Equal("Yusuf Rossi", panel.Find("#context-customer").TextContent);
        Assert.Contains(Delivered, panel.Find("#context-order").TextContent, StringComparison.Ordinal);
        Assert.Equal("$1,819.92", panel.Find("[data-left] strong").TextContent);
        Assert.Equal(["prepare_refund", "prepare_return", "prepare_exchange"], panel.FindAll("[data-action]").Select(x => x.GetAttribute("data-action")));
        Assert.Contains("Only a pending order can be cancelled", panel.Find("[data-not=prepare_cancel_order]").TextContent, StringComparison.Ordinal);
        Assert.Equal("step", panel.Find("ol [data-state=now]").GetAttribute("aria-current"));
    }

    [Fact]
    public async Task A_click_begins_a_message_and_where_none_can_be_written_nothing_does()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Agent);
        string? begun = null;
        var panel = await ShowAsync(domain, page, text => begun = text);
        await panel.Find("[data-action=prepare_refund]").ClickAsync(new());
        Assert.Equal("Refund $1,819.92 of order #W2378156, reason: ", begun);
        await panel.Find(".item").ClickAsync(new());
        Assert.StartsWith("About the Headphones (", begun, StringComparison.Ordinal);
        panel.Render(x => x.Add(t => t.CanAsk, false));
        Assert.All(panel.FindAll("[data-action], .item"), x => Assert.True(x.HasAttribute("disabled")));
    }

    [Fact]
    public async Task Another_order_can_be_chosen_until_the_conversation_turns_to_another()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Agent);
        var panel = await ShowAsync(domain, page);
        var other = panel.FindAll("#context-choice option").Select(x => x.GetAttribute("value")!).First(x => x != Delivered);
        await panel.Find("#context-choice").ChangeAsync(new() { Value = other });
        panel.WaitForAssertion(() => Assert.Contains(other, panel.Find("#context-order").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_done_elsewhere_shows_at_once()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Agent);
        page.Services.AddSingleton(TimeProvider.System); // notices that come close together are one, by a clock that goes on
        var panel = await ShowAsync(domain, page);
        await domain.CarryOutAsync("prepare_refund", new { order_id = Delivered, reason = "defective", amount = 20 });
        panel.WaitForAssertion(() => Assert.Equal("$1,799.92", panel.Find("[data-left] strong").TextContent));
    }

    [Fact]
    public async Task The_summary_is_made_on_demand_and_can_be_copied()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Agent);
        var panel = await ShowAsync(domain, page);
        await panel.Find("[data-summarise]").ClickAsync(new());
        Assert.StartsWith("Customer: Yusuf Rossi", panel.FindComponent<CopyText>().Instance.Text, StringComparison.Ordinal);
        Assert.Empty(panel.FindAll("[data-summarise]"));
    }

    private static async Task<IRenderedComponent<ContextPanel>> ShowAsync(TestDomain domain, StaffContext page, Action<string>? begin = null)
    {
        var call = await domain.CallAsync("get_order", new { order_id = Delivered });
        var transcript = await domain.ReadAsync(call.ConversationId);
        var panel = Draw(page, transcript, begin);
        panel.WaitForElement("#context-order");
        return panel;
    }

    private static IRenderedComponent<ContextPanel> Draw(StaffContext page, Transcript transcript, Action<string>? begin = null) =>
        page.Render<ContextPanel>(x => x.Add(t => t.Transcript, transcript).Add(t => t.Revision, transcript.Revision).Add(t => t.OnStart, begin ?? (_ => { })));
}
