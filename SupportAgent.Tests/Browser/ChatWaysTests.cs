using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using SupportAgent.Tests.Infrastructure;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SupportAgent.Tests.Browser;

/// <summary>Edit and branch, reading back while the agent streams, commands by keyboard, copying.</summary>
[Collection(BrowserTests.Name)]
public sealed class ChatWaysTests(ChromiumFixture chromium)
{
    [BrowserFact]
    public async Task A_message_is_edited_and_the_conversation_goes_on_from_there()
    {
        await using var app = new RunningApp();
        await using var agent = await chromium.VisitAsync(app);
        await agent.SignInAsync("agent");
        await agent.AskAsync("Refund $20 of #W2378156, defective");
        await Expect(agent.Page.Locator("[data-draft]")).ToHaveAttributeAsync("data-state", "awaiting_approval");
        await agent.Page.GetByLabel("Edit this message, and run from here").ClickAsync();
        var box = agent.Page.Locator(".editor textarea");
        await Expect(box).ToBeFocusedAsync();
        await box.FillAsync("What is the status of order #W2378156?");
        await agent.Page.GetByRole(AriaRole.Button, new() { Name = "Save and run" }).ClickAsync();
        await Expect(agent.Page.Locator(".turn .agent")).ToContainTextAsync("delivered");
        await Expect(agent.Turns).ToHaveCountAsync(1);
        await Expect(agent.Composer).ToBeFocusedAsync();

        await agent.Page.GetByLabel("Earlier version of this message", new() { Exact = true }).ClickAsync();
        await Expect(agent.Page.Locator(".person")).ToContainTextAsync("Refund $20");
        await Expect(agent.Page.Locator("[data-draft]")).ToHaveAttributeAsync("data-state", "superseded");
        await Expect(agent.Page.GetByRole(AriaRole.Button, new() { Name = "Confirm" })).ToHaveCountAsync(0);
        await agent.Page.ReloadAsync();
        await agent.ReadyAsync();
        await Expect(agent.Page.Locator(".person")).ToContainTextAsync("What is the status");
    }

    [BrowserFact]
    public async Task Who_reads_back_during_a_long_answer_is_not_moved_and_finds_the_way_down()
    {
        var gate = new TaskCompletionSource();
        var model = new ScriptedModel().SaysSlowly(LinesOf("before", 80), gate.Task, LinesOf("after", 40));
        await using var app = new RunningApp(services: x => x.AddSingleton(TestDomain.Roster(model)));
        await using var agent = await chromium.VisitAsync(app);
        await agent.SignInAsync("agent");
        await agent.SendAsync("Tell me all");
        await Expect(agent.Page.Locator(".agent")).ToContainTextAsync("before 80");
        var pill = agent.Page.GetByRole(AriaRole.Button, new() { Name = "New messages" });
        await agent.Page.WaitForFunctionAsync($"() => {AtEnd}");
        await Expect(pill).ToBeHiddenAsync();

        await agent.Composer.FillAsync("half a thought");
        await agent.Page.EvaluateAsync($"() => {{ {Scroll}.scrollTop = 100; }}");
        await agent.Page.WaitForFunctionAsync($"() => {Scroll}.scrollTop === 100");
        gate.SetResult();
        await Expect(agent.Page.Locator(".agent")).ToContainTextAsync("after 40");
        await Expect(pill).ToBeVisibleAsync();
        Assert.InRange(await agent.Page.EvaluateAsync<double>($"() => {Scroll}.scrollTop"), 95, 105);
        await Expect(agent.Composer).ToBeFocusedAsync();
        await Expect(agent.Composer).ToHaveValueAsync("half a thought");

        await pill.ClickAsync();
        await agent.Page.WaitForFunctionAsync($"() => {AtEnd}");
        await Expect(pill).ToBeHiddenAsync();
        await Expect(agent.Composer).ToBeFocusedAsync();
    }

    [BrowserFact]
    public async Task A_command_is_chosen_and_sent_with_the_keyboard_alone()
    {
        await using var app = new RunningApp();
        await using var agent = await chromium.VisitAsync(app);
        await agent.SignInAsync("agent");
        await agent.AskAsync("What is the status of order #W2378156?");
        await agent.Composer.FocusAsync();
        await agent.Page.Keyboard.TypeAsync("/");
        var list = agent.Page.GetByRole(AriaRole.Listbox, new() { Name = "Commands and prompts" });
        await Expect(list).ToBeVisibleAsync();
        await Expect(agent.Composer).ToHaveAttributeAsync("aria-expanded", "true");
        await Expect(agent.Composer).ToHaveAttributeAsync("aria-activedescendant", "command-order");
        await agent.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(agent.Composer).ToHaveAttributeAsync("aria-activedescendant", "command-refund");
        await agent.Page.Keyboard.PressAsync("Escape");
        await Expect(list).ToBeHiddenAsync();
        await Expect(agent.Composer).ToHaveValueAsync("/");
        await agent.Composer.FillAsync("");
        await agent.Page.Keyboard.TypeAsync("/rep");
        await Expect(list.GetByRole(AriaRole.Option)).ToHaveCountAsync(1);
        await agent.Page.Keyboard.PressAsync("Enter");
        await Expect(agent.Composer).ToHaveValueAsync("/reply ");
        await agent.Page.Keyboard.PressAsync("Enter");
        await Expect(agent.Page.Locator("[data-reply-card] textarea")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("^Hi Yusuf", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Expect(agent.Composer).ToHaveValueAsync("");
        await Expect(agent.Turns).ToHaveCountAsync(1);

        await agent.Page.Keyboard.TypeAsync("/refund");
        await agent.Page.Keyboard.PressAsync("Tab");
        await Expect(agent.Composer).ToHaveValueAsync("Prepare a refund for order #W2378156, ");
    }

    [BrowserFact]
    public async Task An_answer_is_copied_as_it_was_written_and_a_citation_opens_beside_it()
    {
        await using var app = new RunningApp(services: x => x.AddSingleton(TestDomain.Roster(new ScriptedModel().Says("It is **there**. See [Returns](/policies/returns)."))));
        await using var agent = await chromium.VisitAsync(app);
        await agent.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await agent.SignInAsync("agent");
        await agent.AskAsync("Where?");
        await agent.Page.GetByRole(AriaRole.Button, new() { Name = "Copy this answer" }).ClickAsync();
        await Expect(agent.Page.Locator("[role=status]", new() { HasTextString = "Copied" })).ToHaveCountAsync(1);
        Assert.Equal("It is **there**. See [Returns](/policies/returns).", await agent.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()"));

        var address = agent.Page.Url;
        await agent.Page.Locator("a.citation").FocusAsync();
        await agent.Page.Keyboard.PressAsync("Enter");
        await Expect(agent.Page.Locator(".passage")).ToBeFocusedAsync();
        Assert.Equal(address, agent.Page.Url);
        await agent.Page.Keyboard.PressAsync("Escape");
        await Expect(agent.Page.Locator(".passage")).ToHaveCountAsync(0);
        await Expect(agent.Page.Locator("a.citation")).ToBeFocusedAsync();
    }

    [BrowserFact]
    public async Task A_suggestion_goes_into_the_composer_and_keeps_what_stands_there()
    {
        await using var app = new RunningApp();
        await using var agent = await chromium.VisitAsync(app);
        await agent.SignInAsync("agent");
        await agent.AskAsync("What is the status of order #W2378156?");
        await agent.Page.GetByRole(AriaRole.Button, new() { Name = "Return items" }).ClickAsync();
        await Expect(agent.Composer).ToHaveValueAsync("Return items of order #W2378156: ");
        await agent.Page.GetByRole(AriaRole.Button, new() { Name = "Show the order" }).ClickAsync();
        await Expect(agent.Composer).ToHaveValueAsync("Show all of order #W2378156");
        await agent.Composer.FillAsync("My own words");
        await agent.Page.GetByRole(AriaRole.Button, new() { Name = "Show the order" }).ClickAsync();
        await Expect(agent.Composer).ToHaveValueAsync("My own words\nShow all of order #W2378156");
        await Expect(agent.Turns).ToHaveCountAsync(1);
    }

    private const string Scroll = "document.querySelector('[data-chat-scroll]')";
    private const string AtEnd = $"{Scroll}.scrollHeight - {Scroll}.scrollTop - {Scroll}.clientHeight < 4 && {Scroll}.scrollTop > 200";

    private static string LinesOf(string word, int count) => string.Concat(Enumerable.Range(1, count).Select(x => $"{word} {x}\n\n"));
}
