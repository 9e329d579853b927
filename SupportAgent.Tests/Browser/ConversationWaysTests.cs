using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using SupportAgent.Tests.Infrastructure;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SupportAgent.Tests.Browser;

/// <summary>Finding one's way among conversations, and two people in one.</summary>
[Collection(BrowserTests.Name)]
public sealed class ConversationWaysTests(ChromiumFixture chromium)
{
    [BrowserFact]
    public async Task Conversations_are_gone_through_with_the_keyboard()
    {
        await using var app = new RunningApp();
        await using var agent = await chromium.VisitAsync(app);
        await BeginThreeAsync(agent);
        var (page, rows) = (agent.Page, agent.Page.Locator(".rows a"));
        await Expect(rows.First).ToContainTextAsync("Urgent");
        await Expect(page.Locator(".bar .badge").First).ToContainTextAsync("Urgent");

        // from the text that is being written, down and up the list
        await page.Keyboard.PressAsync("Alt+ArrowDown");
        await Expect(rows.Nth(1)).ToHaveAttributeAsync("aria-current", "page");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Which products do you sell?");
        await page.Keyboard.PressAsync("Alt+ArrowUp");
        await Expect(rows.First).ToHaveAttributeAsync("aria-current", "page");

        // faster than the page can follow: it stays a page
        for (var n = 0; n < 12; n++) await page.Keyboard.PressAsync(n % 2 == 0 ? "Alt+ArrowDown" : "Alt+ArrowUp");
        await Expect(rows.First).ToHaveAttributeAsync("aria-current", "page");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Something went wrong" })).ToHaveCountAsync(0);

        // and no press is lost: the last row was not opened before, so it is the end of the way
        for (var n = 0; n < 2; n++) await page.Keyboard.PressAsync("Alt+ArrowDown");
        await Expect(rows.Nth(2)).ToHaveAttributeAsync("aria-current", "page");
        await Expect(agent.Composer).ToBeFocusedAsync();

        // J and K where the focus is in the list; in a text they are letters
        await rows.First.FocusAsync();
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("k");
        await Expect(rows.Nth(1)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("?");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("n");
        await Expect(page.GetByText("What can I look up for you?")).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Search_and_filters_are_found_by_key_and_stay_in_the_address()
    {
        await using var app = new RunningApp();
        await using var agent = await chromium.VisitAsync(app);
        await BeginThreeAsync(agent);
        var (page, rows) = (agent.Page, agent.Page.Locator(".rows a"));
        await rows.First.FocusAsync();
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("w2378156");
        await page.Keyboard.PressAsync("Enter");
        await Expect(rows).ToHaveCountAsync(1);
        await Expect(page).ToHaveURLAsync(Ending("q=w2378156"));
        await page.ReloadAsync();
        await agent.ReadyAsync();
        await Expect(rows).ToHaveCountAsync(1);
        await page.GetByLabel("About").SelectOptionAsync("Refund");
        await Expect(page.GetByText("Nothing fits")).ToBeVisibleAsync();
        await page.GetByText("Show all conversations").ClickAsync();
        await Expect(rows).ToHaveCountAsync(3);
    }

    [BrowserFact]
    public async Task Two_people_in_one_conversation_see_each_other_and_the_second_message_waits_its_turn()
    {
        var gate = new TaskCompletionSource();
        var model = new ScriptedModel().SaysSlowly("The first answer begins", gate.Task, " and ends.").Says("The second answer.");
        await using var app = new RunningApp(services: x => x.AddSingleton(TestDomain.Roster(model)));
        await using var agent = await chromium.VisitAsync(app);
        await using var colleague = await chromium.VisitAsync(app);
        await agent.SignInAsync("agent");
        await agent.SendAsync("Where is the parcel?");
        await Expect(agent.Page).ToHaveURLAsync(Ending("/conversations/[0-9a-f-]{36}"));
        await colleague.SignInAsync("approver");
        await colleague.OpenAsync(new Uri(agent.Page.Url).AbsolutePath);
        await Expect(colleague.Page.Locator(".agent")).ToContainTextAsync("The first answer begins");

        await colleague.SendAsync("And who signed for it?");
        foreach (var page in new[] { agent.Page, colleague.Page })
        {
            await Expect(page.Locator(".turn").Nth(1)).ToContainTextAsync("And who signed for it?");
            await Expect(page.Locator(".turn").Nth(1).Locator(".working")).ToContainTextAsync("Waits its turn, behind Alex Agent's “Where is the parcel?”");
        }

        gate.SetResult();
        foreach (var page in new[] { agent.Page, colleague.Page }) await Expect(page.Locator(".turn").Nth(1).Locator(".agent")).ToHaveTextAsync("The second answer.");

        // closed by one, closed for the other; reopened likewise
        await colleague.Page.Locator(".menu summary").ClickAsync();
        await colleague.Page.Locator("[data-close-conversation]").ClickAsync();
        await Expect(agent.Page.GetByText("closed this conversation")).ToBeVisibleAsync();
        await Expect(agent.Composer).ToHaveCountAsync(0);
        await agent.Page.Locator("[data-reopen]").ClickAsync();
        await Expect(colleague.Composer).ToBeVisibleAsync();
    }

    private static async Task BeginThreeAsync(Visitor agent)
    {
        await agent.SignInAsync("agent");
        await agent.AskAsync("What is the status of order #W2378156?");
        await BeginAnewAsync(agent);
        await agent.AskAsync("Which products do you sell?");
        await BeginAnewAsync(agent);
        await agent.AskAsync("I want my money back, this is URGENT!!");
        await Expect(agent.Page.Locator(".rows a")).ToHaveCountAsync(3);
    }

    // the browser knows no other options of expressions
    private static Regex Ending(string pattern) => new($"{pattern}$", RegexOptions.None, TimeSpan.FromSeconds(1));

    private static async Task BeginAnewAsync(Visitor visitor)
    {
        await visitor.Page.Locator("[data-new]").ClickAsync();
        await Expect(visitor.Page.GetByText("What can I look up for you?")).ToBeVisibleAsync();
    }
}
