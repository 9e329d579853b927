using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.DependencyInjection;
using SupportAgent.Tests.Infrastructure;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SupportAgent.Tests.Browser;

[Collection(BrowserTests.Name)]
public sealed class ConnectionTests(ChromiumFixture chromium)
{
    [BrowserFact]
    public async Task A_dropped_connection_comes_back_with_the_text_the_place_and_what_happened_meanwhile()
    {
        await using var app = new RunningApp();
        await using var agent = await chromium.VisitAsync(app, height: 500);
        await using var colleague = await chromium.VisitAsync(app);
        var connection = await Connection.OfAsync(agent.Page);
        var top = await ReadBackAsync(agent);
        await agent.Page.EvaluateAsync("() => window.stays = true");
        await connection.CutAsync();
        await Expect(agent.Page.Locator("#components-reconnect-modal .trying")).ToBeVisibleAsync();
        await agent.Composer.PressSequentiallyAsync(" and a word more");
        await colleague.SignInAsync("approver");
        await colleague.OpenAsync(new Uri(agent.Page.Url).PathAndQuery);
        await colleague.AskAsync("Where is #W2378156?");
        connection.Mend();
        await Expect(agent.Page.Locator("#components-reconnect-modal .trying")).ToBeHiddenAsync(new() { Timeout = 60_000 });
        await Expect(agent.Turns).ToHaveCountAsync(4);
        Assert.True(await agent.Page.EvaluateAsync<bool>("() => window.stays === true"), "the page was not loaded anew");
        await ExpectPlaceAsync(agent, top, "half a sentence and a word more");
        await agent.AskAsync("Thank you");
    }

    [BrowserFact]
    public async Task A_page_that_the_server_has_forgotten_comes_back_where_it_was_by_itself()
    {
        await using var app = new RunningApp(services: x => x.Configure<CircuitOptions>(options => options.DisconnectedCircuitMaxRetained = 0));
        await using var agent = await chromium.VisitAsync(app, height: 500);
        var connection = await Connection.OfAsync(agent.Page);
        var top = await ReadBackAsync(agent);
        await agent.Page.EvaluateAsync("() => window.stays = true");
        await connection.CutAsync();
        connection.Mend();
        await agent.Page.WaitForFunctionAsync("() => window.stays === undefined", null, new() { Timeout = 60_000 });
        await agent.ReadyAsync();
        await Expect(agent.Turns).ToHaveCountAsync(3);
        await ExpectPlaceAsync(agent, top, "half a sentence");
        await agent.AskAsync("Thank you");
    }

    [BrowserFact]
    public async Task What_was_typed_elsewhere_than_in_the_chat_is_not_loaded_away()
    {
        await using var app = new RunningApp(services: x => x.Configure<CircuitOptions>(options => options.DisconnectedCircuitMaxRetained = 0));
        await using var agent = await chromium.VisitAsync(app);
        var connection = await Connection.OfAsync(agent.Page);
        await agent.SignInAsync("agent");
        await agent.OpenAsync("/orders");
        await agent.Page.Locator("#search").FillAsync("half a search");
        await connection.CutAsync();
        connection.Mend();
        await Expect(agent.Page.Locator("#components-reconnect-modal .rejected")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(agent.Page.Locator("#search")).ToHaveValueAsync("half a search");
        await agent.Page.Locator("#components-reconnect-modal .rejected [data-reload]").ClickAsync();
        await agent.ReadyAsync();
        await Expect(agent.Page.Locator("#search")).ToHaveValueAsync("");
    }

    // a conversation that is longer than the window, read back to its middle, with a text begun
    private static async Task<int> ReadBackAsync(Visitor agent)
    {
        await agent.SignInAsync("agent");
        for (var i = 0; i < 3; i++) await agent.AskAsync("What is in order #W2378156?");
        await agent.Composer.FillAsync("half a sentence");
        var chat = agent.Page.Locator("[data-chat-scroll]");
        await chat.HoverAsync();
        await agent.Page.Mouse.WheelAsync(0, -300);
        await agent.Page.WaitForFunctionAsync("() => { const x = document.querySelector('[data-chat-scroll]'); return x.scrollHeight - x.clientHeight - x.scrollTop > 200; }");
        return await chat.EvaluateAsync<int>("x => Math.round(x.scrollTop)");
    }

    private static async Task ExpectPlaceAsync(Visitor agent, int top, string text)
    {
        await Expect(agent.Composer).ToHaveValueAsync(text);
        await agent.Page.WaitForFunctionAsync("top => Math.abs(document.querySelector('[data-chat-scroll]').scrollTop - top) <= 2", top);
    }
}
