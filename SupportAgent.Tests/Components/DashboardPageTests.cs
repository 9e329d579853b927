using Bunit;
using Radzen.Blazor;
using SupportAgent.Domain.Reports;
using SupportAgent.Tests.Infrastructure;
using SupportAgent.Web.Components.Pages;
using Xunit;

namespace SupportAgent.Tests.Components;

public sealed class DashboardPageTests
{
    [Fact]
    public async Task It_counts_what_happened_and_each_number_leads_to_it()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await domain.ApproveAsync(await domain.PrepareAsync(20));
        domain.Time.Advance(TimeSpan.FromMinutes(2));
        var denied = await domain.PrepareAsync(30);
        domain.Time.Advance(TimeSpan.FromMinutes(8));
        await domain.DenyAsync(denied);
        await domain.PrepareAsync(40);
        await domain.CallAsync("get_order", new { order_id = "#W0000000" });

        var report = (await domain.Get<ReportDesk>().ReadAsync(7, People.Admin))!;
        Assert.Equal((3, 1, 1, 0, 1), (report.Approvals.Prepared, report.Approvals.Granted, report.Approvals.Denied, report.Approvals.Ended, report.Approvals.Waiting));
        Assert.Equal(TimeSpan.FromMinutes(8), report.Approvals.MedianToDecision);
        Assert.Equal(("defective", "$20.00"), (Assert.Single(report.Refunds).Reason, report.Refunds[0].Sum.ToString()));
        Assert.Equal((1, 1), report.Tools.Where(x => x.Name == "get_order").Select(x => (x.Calls, x.Failures)).Single());

        await using var page = new StaffContext(domain, People.Admin);
        page.ComponentFactories.AddStub<RadzenChart>(); // it measures itself by its script
        var drawn = page.Render<DashboardPage>();
        drawn.WaitForAssertion(() => Assert.Contains("$20.00", drawn.Find(".tiles").TextContent, StringComparison.Ordinal));
        Assert.All(drawn.FindAll(".tile"), x => Assert.StartsWith("/", x.GetAttribute("href"), StringComparison.Ordinal));
        Assert.Contains(drawn.FindAll("table a"), x => x.GetAttribute("href") == "/audit?tool=get_order");
    }

    [Fact]
    public async Task Without_anything_it_says_so()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Approver);
        var drawn = page.Render<DashboardPage>();
        drawn.WaitForAssertion(() => Assert.Contains("Nothing was refunded", drawn.Markup, StringComparison.Ordinal));
        Assert.Contains("No tool was used", drawn.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_period_ends_where_it_says_and_others_see_nothing()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await domain.ApproveAsync(await domain.PrepareAsync(20));
        domain.Time.Advance(TimeSpan.FromDays(2));
        Assert.Empty((await domain.Get<ReportDesk>().ReadAsync(1, People.Admin))!.Refunds);
        Assert.Single((await domain.Get<ReportDesk>().ReadAsync(7, People.Admin))!.Refunds);
        Assert.Null(await domain.Get<ReportDesk>().ReadAsync(7, People.Agent));
    }
}
