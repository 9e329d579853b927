using Microsoft.Playwright;
using SupportAgent.Tests.Infrastructure;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SupportAgent.Tests.Browser;

[Collection(BrowserTests.Name)]
public sealed class PrintTests(ChromiumFixture chromium)
{
    // the width of A4 between its margins, narrow enough that the rules for phones hold too
    private const int Paper = 690;

    [BrowserFact]
    public async Task On_paper_a_conversation_is_its_messages_its_calls_and_what_became_of_its_drafts()
    {
        await using var app = new RunningApp();
        await using var agent = await chromium.VisitAsync(app, colours: ColorScheme.Dark);
        var page = agent.Page;
        await agent.SignInAsync("agent");
        await agent.AskAsync("What is the status of order #W2378156?");
        await agent.AskAsync("Refund $20 of it, defective");
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
        await Expect(agent.Turns).ToHaveCountAsync(3);
        await Expect(agent.Turns.Last).ToHaveAttributeAsync("data-turn-state", "completed");
        await agent.AskAsync("Refund $500 of it, defective");

        await page.EmulateMediaAsync(new() { Media = Media.Print, ColorScheme = ColorScheme.Dark });
        await page.SetViewportSizeAsync(Paper, 500);
        await Expect(agent.Composer).ToBeHiddenAsync();
        await Expect(page.Locator("nav[aria-label=Main]")).ToBeHiddenAsync();
        await Expect(page.Locator(".side")).ToBeHiddenAsync();
        await Expect(page.Locator(".list")).ToBeHiddenAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Deny…" })).ToBeHiddenAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        foreach (var message in await page.Locator(".turn .message").AllAsync()) await Expect(message).ToBeVisibleAsync();
        await Expect(page.Locator(".calls li").First).ToContainTextAsync("Checked the status of order #W2378156");
        await Expect(page.Locator(".calls button").First).ToBeVisibleAsync();
        await Expect(page.Locator("[data-draft] .outcome")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-draft] .decisions")).ToContainTextAsync("Approved by Alex Agent");
        await Expect(page.Locator("[data-draft]").Last).ToContainTextAsync("Awaiting approval");

        Assert.Contains("UTC", await page.EvaluateAsync<string>("() => getComputedStyle(document.querySelector('.person time'), '::after').content"), StringComparison.Ordinal);

        // nothing stays behind in a box that scrolls, and the paper is white
        var cut = await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('.frame, main, .workspace, .chat, .scroll')].filter(x => x.scrollHeight > x.clientHeight).map(x => x.className || x.tagName)");
        Assert.Empty(cut);
        Assert.Equal("rgb(255, 255, 255)", await page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor"));
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollHeight > innerHeight"));
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { } folder) await page.ScreenshotAsync(new() { Path = Path.Combine(folder, "print.png"), FullPage = true });
    }
}
