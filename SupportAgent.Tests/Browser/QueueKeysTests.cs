using Microsoft.Playwright;
using SupportAgent.Tests.Infrastructure;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SupportAgent.Tests.Browser;

[Collection(BrowserTests.Name)]
public sealed class QueueKeysTests(ChromiumFixture chromium)
{
    [BrowserFact]
    public async Task The_queue_is_worked_through_with_the_keyboard_and_a_large_amount_wants_a_second_key()
    {
        await using var app = new RunningApp();
        await using var visitor = await chromium.VisitAsync(app);
        await visitor.SignInAsync("approver");
        var page = visitor.Page;
        foreach (var wish in new[] { "Refund $20 of order #W2378156, the item is defective", "Refund $300 of order #W9077205, the item is defective" })
        {
            await visitor.OpenAsync("/");
            await visitor.AskAsync(wish);
            await Expect(page.Locator("[data-draft]")).ToHaveCountAsync(1);
        }

        await visitor.OpenAsync("/approvals");
        await Expect(page).ToHaveTitleAsync("(2) Approvals · SupportAgent");
        var cards = page.Locator("[data-draft]");
        await Expect(cards).ToHaveCountAsync(2);
        await Expect(cards.Nth(0)).ToContainTextAsync("$300.00"); // the risk first
        await Expect(page.Locator("[data-keys=on]")).ToHaveCountAsync(1); // the script listens
        await page.Keyboard.PressAsync("j");
        await Expect(cards.Nth(0)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("a");
        await Expect(cards.Nth(0).Locator("[data-act=approve]")).ToBeFocusedAsync();
        await Expect(cards).ToHaveCountAsync(2);
        await page.Keyboard.PressAsync("Enter");
        await Expect(cards).ToHaveCountAsync(1);

        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("d");
        await page.GetByLabel("Why is it denied").FillAsync("j and k are only letters here");
        await page.GetByRole(AriaRole.Button, new() { Name = "Deny", Exact = true }).ClickAsync();
        await Expect(cards).ToHaveCountAsync(0);
    }
}
