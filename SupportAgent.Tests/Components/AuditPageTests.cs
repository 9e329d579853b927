using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SupportAgent.Domain.Audit;
using SupportAgent.Tests.Infrastructure;
using SupportAgent.Web.Components.Audit;
using Xunit;

namespace SupportAgent.Tests.Components;

public sealed class AuditPageTests
{
    [Fact]
    public async Task The_table_shows_calls_and_decisions_newest_first_and_a_row_opens_to_all_of_it()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await domain.ApproveAsync(await domain.PrepareAsync(20));
        await using var page = new StaffContext(domain, People.Admin);
        var records = (await domain.Get<AuditSearch>().FindAsync(new AuditQuery())).Records;
        var table = page.Render<AuditTable>(x => x.Add(t => t.Records, records));

        Assert.Equal(["execute_refund", "approve", "prepare_refund"], table.FindAll("tr[data-audit]").Select(x => x.GetAttribute("data-audit")));
        Assert.Equal(["Execute refund", "Approval", "Prepare refund"], table.FindAll(".what").Select(x => x.TextContent.Trim()));
        await table.FindAll(".what")[2].ClickAsync(new());
        Assert.Contains("#W2378156", table.Find("[aria-label=Arguments]").TextContent, StringComparison.Ordinal);
        Assert.Contains("awaiting_approval", table.Find("[aria-label=Result]").TextContent, StringComparison.Ordinal);
        Assert.Contains(records[2].Hash, table.Markup, StringComparison.Ordinal);
        Assert.StartsWith("/conversations/", table.Find(".facts a").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_filters_by_what_stands_in_the_address()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await domain.ApproveAsync(await domain.PrepareAsync(20));
        await domain.CallAsync("get_order", new { order_id = "#W0000000" });
        await using var page = new StaffContext(domain, People.Admin);
        page.Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().NavigateTo("audit?status=rejected&tool=get_order");
        var shown = page.Render<Web.Components.Pages.Audit>();
        shown.WaitForElement("tr[data-audit]");
        Assert.Equal(["get_order"], shown.FindAll("tr[data-audit]").Select(x => x.GetAttribute("data-audit")));
        Assert.Equal("rejected", shown.Find("#audit-outcome").GetAttribute("value"));
    }

    [Fact]
    public async Task Nothing_found_is_said_in_words()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Admin);
        var shown = page.Render<Web.Components.Pages.Audit>();
        shown.WaitForAssertion(() => Assert.Contains("No records found", shown.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Verify_says_whether_the_chain_is_sound()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await domain.PrepareAsync(20);
        await using var page = new StaffContext(domain, People.Admin);
        var shown = page.Render<Web.Components.Pages.Audit>();
        await shown.FindAll("button").Single(x => x.TextContent.Contains("Verify", StringComparison.Ordinal)).ClickAsync(new());
        shown.WaitForAssertion(() => Assert.Equal("true", shown.Find(".verdict").GetAttribute("data-sound")));
    }
}
