using Microsoft.Playwright;
using SupportAgent.Tests.Infrastructure;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SupportAgent.Tests.Browser;

[Collection(BrowserTests.Name)]
public sealed class MainJobTests(ChromiumFixture chromium)
{
    /// <summary>A new user's first ten minutes, on a database that the app makes itself.</summary>
    [BrowserFact]
    public async Task A_new_user_asks_for_an_order_refunds_part_of_it_and_finds_all_of_it_again()
    {
        await using var app = new RunningApp(fresh: true);
        await using var agent = await chromium.VisitAsync(app);
        await agent.SignInAsync("agent");
        await Expect(agent.Page.GetByText("The offline model is on.")).ToBeVisibleAsync();

        var status = await agent.AskAsync("What is the status of order #W2378156?");
        await Expect(status.Locator(".agent")).ToContainTextAsync("was delivered");
        await Expect(agent.Page.Locator(".timeline [data-tool=get_order_status]")).ToHaveAttributeAsync("data-status", "succeeded");

        await agent.AskAsync("Refund $20 of it, the item is defective");
        var card = agent.Page.Locator("[data-draft]");
        await Expect(card).ToHaveAttributeAsync("data-state", "awaiting_approval");
        await Expect(card).ToContainTextAsync("Refund $20.00 of order #W2378156 to Mastercard ending in 2478");
        await Expect(agent.Page.Locator("nav [data-pending]")).ToHaveAttributeAsync("data-pending", "1");

        await card.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
        await Expect(card).ToHaveAttributeAsync("data-state", "executed");
        await Expect(card).ToContainTextAsync("Approved by Alex Agent");
        await Expect(agent.Turns).ToHaveCountAsync(3);
        await Expect(agent.Turns.Last.Locator(".agent")).ToContainTextAsync("was refunded to Mastercard ending in 2478");
        await Expect(agent.Page.Locator("nav [data-pending]")).ToHaveCountAsync(0);

        // the order page, by the link on the card, in the ledger
        await card.GetByRole(AriaRole.Link, new() { Name = "#W2378156" }).ClickAsync();
        await Expect(agent.Page.Locator("[data-refunded]")).ToHaveTextAsync("$20.00");
        await Expect(agent.Page.Locator("[data-ledger] [data-kind=Refund]")).ToHaveCountAsync(1);
        await Expect(agent.Page.Locator("[data-ledger] [data-kind=Refund]")).ToContainTextAsync("$20.00");

        // the audit, for admins only
        await agent.Page.GotoAsync("/audit");
        await Expect(agent.Page.GetByText("Your role does not open this page")).ToBeVisibleAsync();
        await using var admin = await chromium.VisitAsync(app);
        await admin.SignInAsync("admin");
        await admin.OpenAsync("/audit");
        foreach (var (action, outcome) in new[] { ("execute_refund", "succeeded"), ("approve", "approved"), ("prepare_refund", "awaiting_approval"), ("get_order_status", "succeeded") })
            await Expect(admin.Page.Locator($"[data-audit={action}]")).ToHaveAttributeAsync("data-outcome", outcome);
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Verify", Exact = true }).ClickAsync();
        await Expect(admin.Page.Locator(".verdict")).ToHaveAttributeAsync("data-sound", "true");
    }

    [BrowserFact]
    public async Task A_draft_appears_in_the_queue_of_another_browser_and_leaves_it_when_it_is_decided()
    {
        await using var app = new RunningApp();
        await using var agent = await chromium.VisitAsync(app);
        await using var approver = await chromium.VisitAsync(app);
        await approver.SignInAsync("approver");
        await approver.OpenAsync("/approvals");
        await Expect(approver.Page.GetByText("Nothing waits for a decision")).ToBeVisibleAsync();

        await agent.SignInAsync("agent");
        await agent.AskAsync("Refund $500 of #W2378156, it never arrived");
        var card = approver.Page.Locator("[data-draft]");
        await Expect(card).ToContainTextAsync("Refund $500.00");
        await Expect(agent.Page.Locator("[data-draft]")).ToContainTextAsync("Amounts above $200.00 need an approver.");

        await card.GetByRole(AriaRole.Button, new() { Name = "Deny…" }).ClickAsync();
        await card.GetByLabel("Why is it denied?").FillAsync("The carrier has a signature");
        await card.GetByRole(AriaRole.Button, new() { Name = "Deny", Exact = true }).ClickAsync();
        await Expect(approver.Page.Locator("[data-draft]")).ToHaveCountAsync(0);
        await Expect(agent.Page.Locator("[data-draft]")).ToHaveAttributeAsync("data-state", "denied");
        await Expect(agent.Turns.Last.Locator(".agent")).ToContainTextAsync("The carrier has a signature");
    }

    [BrowserFact]
    public async Task All_of_it_can_be_done_with_the_keyboard()
    {
        await using var app = new RunningApp();
        await using var agent = await chromium.VisitAsync(app);
        await agent.SignInAsync("agent");
        await Expect(agent.Composer).ToBeFocusedAsync();
        await agent.Page.Keyboard.TypeAsync("Refund $20 of #W2378156, defective");
        await agent.Page.Keyboard.PressAsync("Enter");
        var confirm = agent.Page.GetByRole(AriaRole.Button, new() { Name = "Confirm" });
        await confirm.WaitForAsync();
        for (var i = 0; i < 60 && !await confirm.EvaluateAsync<bool>("x => x === document.activeElement"); i++) await agent.Page.Keyboard.PressAsync("Shift+Tab");
        await agent.Page.Keyboard.PressAsync("Enter");
        await Expect(agent.Page.Locator("[data-draft]")).ToHaveAttributeAsync("data-state", "executed");
    }
}
