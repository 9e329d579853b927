using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using SupportAgent.Domain.Audit;
using SupportAgent.Tests.Audit;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Components;

/// <summary>Ways to search on the page of the audit.</summary>
public sealed class AuditSearchPageTests
{
    [Fact]
    public async Task A_bar_narrows_the_time_to_itself()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await AppendAsync(domain, "get_order", 5);
        domain.Time.Advance(TimeSpan.FromDays(3));
        await AppendAsync(domain, "get_ticket", 2);
        await using var page = new StaffContext(domain, People.Auditor);
        var shown = page.Render<Web.Components.Pages.Audit>();
        shown.WaitForElement(".bars button");
        Assert.Contains("7 records", shown.Find(".bars p").TextContent, StringComparison.Ordinal);
        await shown.InvokeAsync(() => shown.FindAll(".bars button")[^1].ClickAsync(new MouseEventArgs()));
        shown.WaitForAssertion(() => Assert.Equal(["get_ticket", "get_ticket"], shown.FindAll("tr[data-audit]").Select(x => x.GetAttribute("data-audit"))));
        Assert.Contains("from=2026-03-05T", Address(page).Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_records_come_on_top_while_it_is_live_and_only_those_that_fit()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await AppendAsync(domain, "get_order", 1);
        await using var page = new StaffContext(domain, People.Auditor);
        Address(page).NavigateTo("audit?tool=get_order");
        var shown = page.Render<Web.Components.Pages.Audit>();
        shown.WaitForElement("tr[data-audit]");
        await shown.InvokeAsync(() => shown.Find("[role=switch]").ChangeAsync(new ChangeEventArgs { Value = true }));
        await AppendAsync(domain, "get_ticket", 1);
        await AppendAsync(domain, "get_order", 1);
        shown.WaitForAssertion(() =>
        {
            domain.Time.Advance(TimeSpan.FromSeconds(2));
            Assert.Equal(2, shown.FindAll("tr[data-audit]").Count);
        });
        await shown.InvokeAsync(() => shown.Find("[role=switch]").ChangeAsync(new ChangeEventArgs { Value = false }));
        Assert.False(shown.Find("[role=switch]").HasAttribute("checked"));
    }

    [Fact]
    public async Task A_search_is_kept_under_a_name_and_shared_with_those_who_read_the_audit()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using (var page = new StaffContext(domain, People.Auditor))
        {
            Address(page).NavigateTo("audit?status=failed&q=kettle");
            var shown = page.Render<Web.Components.Pages.Audit>();
            shown.WaitForElement(".keep");
            await shown.InvokeAsync(() => shown.Find("#view-name").ChangeAsync(new ChangeEventArgs { Value = "Broken kettles" }));
            await shown.InvokeAsync(() => shown.Find(".keep input[type=checkbox]").ChangeAsync(new ChangeEventArgs { Value = true }));
            await shown.Find(".keep").SubmitAsync();
            shown.WaitForAssertion(() => Assert.Equal("/audit?status=failed&q=kettle", shown.Find(".view a").GetAttribute("href")));
        }

        Assert.Single(await domain.Get<AuditViews>().OfAsync(People.Admin));
        Assert.NotNull(await domain.Get<AuditViews>().KeepAsync(People.Agent, "Mine", "", isShared: true)); // who does not read the audit
        var kept = (await domain.Get<AuditViews>().OfAsync(People.Admin))[0];
        await domain.Get<AuditViews>().RemoveAsync(People.Admin, kept.Id); // another's
        Assert.Single(await domain.Get<AuditViews>().OfAsync(People.Auditor));
        await domain.Get<AuditViews>().RemoveAsync(People.Auditor, kept.Id);
        Assert.Empty(await domain.Get<AuditViews>().OfAsync(People.Auditor));
    }

    [Fact]
    public async Task The_order_can_be_turned_and_columns_chosen()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await AppendAsync(domain, "get_order", 1);
        await AppendAsync(domain, "get_ticket", 1);
        await using var page = new StaffContext(domain, People.Admin);
        var shown = page.Render<Web.Components.Pages.Audit>();
        shown.WaitForElement("tr[data-audit]");
        await shown.InvokeAsync(() => shown.Find(".sort").ClickAsync(new MouseEventArgs()));
        shown.WaitForAssertion(() => Assert.Equal(["get_order", "get_ticket"], shown.FindAll("tr[data-audit]").Select(x => x.GetAttribute("data-audit"))));
        await shown.InvokeAsync(() => shown.FindAll(".choices input")[0].ChangeAsync(new ChangeEventArgs { Value = true }));
        shown.WaitForAssertion(() => Assert.Contains("Number", shown.FindAll("th").Select(x => x.TextContent)));
    }

    [Fact]
    public async Task A_change_of_settings_shows_what_was_and_what_is()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await domain.Store.WriteAsync(db => domain.Get<AuditLog>().AppendAsync(db, new AuditEntry(AuditKind.Settings, "change_tool", "succeeded", "person", People.Admin)
        {
            Arguments = """{"tool":"get_order","before":{"on":true,"seconds":10},"after":{"on":false,"seconds":10}}""",
        }));
        await using var page = new StaffContext(domain, People.Auditor);
        Address(page).NavigateTo("audit?record=1");
        var shown = page.Render<Web.Components.Pages.Audit>();
        shown.WaitForElement("del");
        Assert.Equal(("True", "False"), (shown.Find("del").TextContent, shown.Find("ins").TextContent));
        Assert.Equal(["true", "false"], shown.FindAll("tr[data-changed]").Select(x => x.GetAttribute("data-changed")));
    }

    private static NavigationManager Address(StaffContext page) => page.Services.GetRequiredService<NavigationManager>();

    private static async Task AppendAsync(TestDomain domain, string action, int count)
    {
        for (var i = 0; i < count; i++)
        {
            domain.Time.Advance(TimeSpan.FromSeconds(1));
            await domain.Store.WriteAsync(db => domain.Get<AuditLog>().AppendAsync(db, AuditTrail.Call(action)));
        }
    }
}
