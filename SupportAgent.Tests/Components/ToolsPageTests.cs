using Bunit;
using SupportAgent.Tests.Infrastructure;
using SupportAgent.Web.Components.Pages;
using Xunit;

namespace SupportAgent.Tests.Components;

public sealed class ToolsPageTests
{
    [Fact]
    public async Task Every_tool_is_there_with_its_use_of_the_last_day()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await domain.CallAsync("get_order", new { order_id = "#W2378156" });
        await domain.CallAsync("get_order", new { order_id = "#W0000000" });
        await using var page = new StaffContext(domain, People.Admin);
        var drawn = page.Render<ToolsPage>();
        drawn.WaitForAssertion(() => Assert.Equal(domain.Get<Domain.Tools.ToolCatalogue>().All.Count, drawn.FindAll("[data-tool]").Count));
        Assert.Contains("2 calls in 24 h, 1 without success", drawn.Find("[data-tool=get_order]").TextContent, StringComparison.Ordinal);
        Assert.Contains("not used in 24 h", drawn.Find("[data-tool=get_ticket]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_is_stored_and_shown_and_nonsense_is_refused_with_a_sentence()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Admin);
        var drawn = page.Render<ToolsPage>();
        drawn.WaitForElement("[data-tool=get_order]");
        await drawn.Find("#rate-get_order").ChangeAsync(new() { Value = "many" });
        await drawn.Find("[data-tool=get_order] form").SubmitAsync();
        Assert.Contains("A whole number", drawn.Find("[data-tool=get_order] [role=alert]").TextContent, StringComparison.Ordinal);

        await drawn.Find("#rate-get_order").ChangeAsync(new() { Value = "5" });
        await drawn.Find("[data-tool=get_order] input[type=checkbox]").ChangeAsync(new() { Value = false });
        await drawn.Find("[data-tool=get_order] form").SubmitAsync();
        drawn.WaitForAssertion(() => Assert.Equal("false", drawn.Find("[data-tool=get_order]").GetAttribute("data-on")));
        Assert.Equal((false, (int?)5), (await domain.Get<Domain.Tools.ToolSettings>().AllAsync())["get_order"] is var set ? (set.IsOn, set.CallsPerMinute) : default);
    }

    [Fact]
    public async Task Who_is_no_admin_any_more_changes_nothing()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Agent);
        var drawn = page.Render<ToolsPage>();
        drawn.WaitForElement("[data-tool=get_order]");
        await drawn.Find("[data-tool=get_order] form").SubmitAsync();
        Assert.Contains("Only an admin", drawn.Find("[data-tool=get_order] [role=alert]").TextContent, StringComparison.Ordinal);
    }
}
