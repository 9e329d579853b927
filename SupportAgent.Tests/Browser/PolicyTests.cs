using Microsoft.Playwright;
using SupportAgent.Tests.Infrastructure;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SupportAgent.Tests.Browser;

[Collection(BrowserTests.Name)]
public sealed class PolicyTests(ChromiumFixture chromium)
{
    [BrowserFact]
    public async Task A_citation_opens_its_passage_from_the_chat_from_another_passage_and_by_its_address()
    {
        await using var app = new RunningApp();
        await using var agent = await chromium.VisitAsync(app, 1280, 500);
        await agent.SignInAsync("agent");
        var turn = await agent.AskAsync("What is the policy for visible damage on the way?");
        await turn.Locator(".agent a").First.ClickAsync();
        await agent.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Link, new() { Name = "Open the policy" }).ClickAsync();
        var cited = agent.Page.Locator("#damage-on-the-way");
        await Expect(cited).ToBeInViewportAsync();
        await Expect(cited).ToHaveAttributeAsync("aria-current", "true");

        await agent.Page.Locator("main").EvaluateAsync("main => main.scrollTop = 0");
        await Expect(cited).Not.ToBeInViewportAsync();
        await agent.Page.Locator("#how-long-delivery-takes .here").ClickAsync();
        await Expect(agent.Page.Locator("#how-long-delivery-takes")).ToHaveAttributeAsync("aria-current", "true");
        await agent.Page.GoBackAsync();
        await Expect(cited).ToHaveAttributeAsync("aria-current", "true");

        await agent.OpenAsync("/policies/delivery-and-tracking#damage-on-the-way");
        await Expect(cited).ToBeInViewportAsync();
        await Expect(cited).ToHaveAttributeAsync("aria-current", "true");
        Assert.Equal(0, await agent.Page.EvaluateAsync<int>("document.scrollingElement.scrollTop")); // the navigation stays where it is

        await agent.OpenAsync("/policies?q=damage");
        await agent.Page.GetByRole(AriaRole.Link, new() { Name = "Damage on the way" }).ClickAsync();
        await Expect(cited).ToBeInViewportAsync();
    }
}
