using Microsoft.Playwright;
using SupportAgent.Tests.Infrastructure;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SupportAgent.Tests.Browser;

[Collection(BrowserTests.Name)]
public sealed class LanguageTests(ChromiumFixture chromium)
{
    [BrowserFact]
    public async Task The_pages_speak_the_language_that_the_browser_asks_for()
    {
        await using var app = new RunningApp();
        await using var agent = await chromium.VisitAsync(app, language: "de-AT");
        await agent.SignInAsync("agent");
        await agent.OpenAsync("/orders");
        await Expect(agent.Page.Locator("html")).ToHaveAttributeAsync("lang", "de");
        await Expect(agent.Page.GetByRole(AriaRole.Link, new() { Name = "Bestellungen" })).ToBeVisibleAsync();
        await Expect(agent.Page.Locator(".money").First).ToContainTextAsync("$ ");
    }

    [BrowserFact]
    public async Task The_composer_speaks_the_language_and_begins_messages_in_that_of_the_agent()
    {
        await using var app = new RunningApp();
        await using var agent = await chromium.VisitAsync(app, language: "de-AT");
        await agent.SignInAsync("agent");
        await agent.OpenAsync("/");
        var box = agent.Page.Locator("#message");
        await box.FillAsync(new string('x', 8001));
        await Expect(agent.Page.Locator(".composer .problem")).ToContainTextAsync("000 Zeichen: Bitte kürzen.");
        await box.FillAsync("/");
        await Expect(agent.Page.Locator(".composer [data-found]")).ToHaveTextAsync("8 Befehle");
        await box.FillAsync("/handover");
        await agent.Page.Keyboard.PressAsync("Enter");
        await Expect(box).ToHaveValueAsync("Hand this conversation over to a colleague.");
    }

    [BrowserFact]
    public async Task A_language_is_chosen_before_signing_in_and_stays()
    {
        await using var app = new RunningApp();
        await using var agent = await chromium.VisitAsync(app);
        await agent.Page.GotoAsync("/sign-in?returnUrl=%2Forders");
        await agent.Page.Locator("#language").SelectOptionAsync("de-DE");
        await agent.Page.Locator(".language button").ClickAsync();
        await Expect(agent.Page.Locator("html")).ToHaveAttributeAsync("lang", "de");
        Assert.Equal("/sign-in?returnUrl=%2Forders", new Uri(agent.Page.Url).PathAndQuery);
        await Expect(agent.Page.Locator("#language")).ToHaveValueAsync("de-DE");
        await agent.SignInAsync("agent");
        await Expect(agent.Page.GetByRole(AriaRole.Link, new() { Name = "Bestellungen" })).ToBeVisibleAsync();
        await agent.Page.GotoAsync("/account");
        await agent.Page.Locator("#language").SelectOptionAsync("");
        await agent.Page.Locator(".language button").ClickAsync();
        await Expect(agent.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
    }

    [BrowserFact]
    public async Task Times_are_those_of_the_place_where_the_person_is()
    {
        await using var app = new RunningApp();
        await using var here = await chromium.VisitAsync(app, zone: "America/New_York");
        await here.SignInAsync("agent");
        await here.OpenAsync("/orders");
        var time = here.Page.Locator("main time").First;
        await Expect(time).ToBeVisibleAsync();
        var utc = DateTimeOffset.Parse((await time.GetAttributeAsync("datetime"))!, System.Globalization.CultureInfo.InvariantCulture);
        var local = TimeZoneInfo.ConvertTime(utc, TimeZoneInfo.FindSystemTimeZoneById("America/New_York"));
        Assert.Contains($"{local.Day} ", await time.InnerTextAsync(), StringComparison.Ordinal);
    }
}
