using Microsoft.Playwright;
using SupportAgent.Tests.Infrastructure;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SupportAgent.Tests.Browser;

[Collection(BrowserTests.Name)]
public sealed class AuditTests(ChromiumFixture chromium)
{
    [BrowserFact]
    public async Task An_auditor_filters_by_the_address_opens_a_record_and_exports_what_is_shown()
    {
        await using var app = new RunningApp();
        await using (var agent = await chromium.VisitAsync(app))
        {
            await agent.SignInAsync("agent");
            await agent.AskAsync("Show order #W2378156");
            await agent.AskAsync("Refund $20 of it, defective");
        }

        await using var auditor = await chromium.VisitAsync(app);
        await auditor.SignInAsync("auditor");
        await Expect(auditor.Page).ToHaveURLAsync($"{app.Url}/audit");
        await Expect(auditor.Page.Locator("nav[aria-label=Main] li")).ToHaveCountAsync(1); // the audit
        await auditor.OpenAsync("/audit?tool=prepare_refund&order=W2378156");
        var rows = auditor.Page.Locator("tr[data-audit]");
        await Expect(rows).ToHaveCountAsync(1);
        await rows.Locator(".what").ClickAsync();
        var record = auditor.Page.Locator("aside.detail");
        await Expect(record.Locator(".said").First).ToContainTextAsync("Refund $20 of it, defective");
        await Expect(record.Locator(".life li")).ToHaveCountAsync(1);
        await Expect(record.Locator("a[href^='/orders']")).ToHaveCountAsync(0); // which an auditor could not open

        var download = await auditor.Page.RunAndWaitForDownloadAsync(() => auditor.Page.Locator("[data-export=csv]").ClickAsync());
        var text = await File.ReadAllTextAsync(await download.PathAsync());
        Assert.Equal(2, text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        await Expect(auditor.Page.GetByText("1 records exported")).ToBeVisibleAsync();

        await record.GetByRole(AriaRole.Link, new() { Name = "this order" }).ClickAsync();
        await Expect(rows).Not.ToHaveCountAsync(1);
    }
}
