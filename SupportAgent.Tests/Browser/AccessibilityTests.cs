using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using SupportAgent.Tests.Infrastructure;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SupportAgent.Tests.Browser;

[Collection(BrowserTests.Name)]
public sealed class AccessibilityTests(ChromiumFixture chromium)
{
    [BrowserFact]
    public async Task No_page_has_serious_or_critical_findings_in_light_and_dark_on_desktop_and_phone()
    {
        await using var app = new RunningApp();
        var conversation = await TalkAsync(app);
        foreach (var (width, colours) in new[] { (1280, ColorScheme.Light), (390, ColorScheme.Dark) })
        {
            await using var admin = await chromium.VisitAsync(app, width, 844, colours);
            await CheckAsync(admin, "/sign-in");
            await CheckAsync(admin, "/set-up");
            await admin.SignInAsync("admin");
            foreach (var path in new[] { "/", conversation, "/approvals", "/orders", "/orders?q=nothing-like-it", "/orders?customer=yusuf_rossi_9620", "/orders/W2378156", "/orders/W0000000", "/customers", "/customers/yusuf_rossi_9620", "/tickets", "/tickets/T-1001", "/policies", "/policies?q=refund", "/policies/returns#within-30-days", "/audit", "/tools", "/users", "/models", "/dashboard", "/prompts", "/feedback" })
            {
                await admin.OpenAsync(path);
                await Expect(admin.Page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
                if (path == "/users") await Expect(admin.Page.Locator(".rz-data-row").First).ToBeVisibleAsync();
                await admin.StyledAsync();
                if (path == "/users") await admin.Page.GetByRole(AriaRole.Button, new() { Name = "New account" }).ClickAsync();
                if (path == "/audit") await admin.Page.Locator(".what").First.ClickAsync();
                if (path == conversation && width > 900) await admin.Page.Locator(".timeline .call button").First.ClickAsync();
                await CheckAsync(admin, path);
                if (path != conversation) continue;
                await admin.Page.Locator(width > 900 ? ".tabs button" : ".panes button").Last.ClickAsync();
                await Expect(admin.Page.Locator("#context-order")).ToBeVisibleAsync();
                await admin.Page.Locator("[data-summarise]").ClickAsync();
                await CheckAsync(admin, $"{path}, context");
            }

            await admin.Page.GotoAsync("/account");
            await CheckAsync(admin, "/account");
            await admin.Page.GotoAsync("/nowhere");
            await CheckAsync(admin, "/nowhere");
        }
    }

    // a conversation with everything in it: answers, tools, a card that waits and one that is decided, a ticket
    private async Task<string> TalkAsync(RunningApp app)
    {
        await using var agent = await chromium.VisitAsync(app);
        await agent.SignInAsync("agent");
        await agent.AskAsync("Show order #W2378156");
        await agent.AskAsync("Open an urgent ticket about it: the parcel was open");
        await agent.AskAsync("Add a note to T-1001: the customer sent photos");
        await agent.AskAsync("Assign it to me");
        await agent.AskAsync("Refund $20 of it, defective");
        await agent.Page.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
        await Expect(agent.Turns).ToHaveCountAsync(6);
        await agent.AskAsync("Refund $500 of it, defective");
        await agent.Page.Locator("[data-rate=bad]").Last.ClickAsync();
        await agent.Page.GetByRole(AriaRole.Button, new() { Name = "Save the comment" }).ClickAsync();
        await agent.Page.Locator("[data-reply]").Last.ClickAsync();
        await Expect(agent.Page.Locator("[data-reply-card]")).ToHaveCountAsync(1);
        return new Uri(agent.Page.Url).AbsolutePath;
    }

    private static async Task CheckAsync(Visitor visitor, string path)
    {
        if (visitor.Page.Url.EndsWith("/sign-in", StringComparison.Ordinal) || path is "/sign-in" or "/set-up") await visitor.Page.GotoAsync(path);
        var found = await visitor.Page.RunAxe();
        var grave = found.Violations.Where(x => x.Impact is "serious" or "critical").Select(x => $"{path}: {x.Id}: {x.Help}: {string.Join(" | ", x.Nodes.Take(3).Select(node => node.Html))}").ToList();
        Assert.True(grave.Count == 0, string.Join("\n", grave));
    }
}
