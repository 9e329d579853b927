using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using SupportAgent.Tests.Infrastructure;
using SupportAgent.Tests.Payments;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SupportAgent.Tests.Browser;

[Collection(BrowserTests.Name)]
public sealed class ApprovalWaysTests(ChromiumFixture chromium)
{
    [BrowserFact]
    public async Task A_draft_is_edited_the_other_goes_out_of_date_and_is_prepared_anew_with_one_click()
    {
        await using var app = new RunningApp();
        await using var agent = await chromium.VisitAsync(app);
        await agent.SignInAsync("agent");
        await agent.AskAsync("Refund $20 of #W2378156, the item is defective");
        await agent.AskAsync("Refund $30 of #W2378156, wrong item");
        var first = agent.Turns.First.Locator("[data-draft]");
        await first.GetByRole(AriaRole.Button, new() { Name = "Edit…" }).ClickAsync();
        await first.GetByLabel("Amount").FillAsync("12.50");
        await first.GetByRole(AriaRole.Button, new() { Name = "Prepare with changes" }).ClickAsync();

        await Expect(first).ToHaveCountAsync(2); // the changed one stands below the old one
        await Expect(first.First).ToHaveAttributeAsync("data-state", "superseded");
        await Expect(first.Last).ToContainTextAsync("Refund $12.50");
        await first.Last.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
        await Expect(first.Last).ToHaveAttributeAsync("data-state", "executed");

        var second = agent.Turns.Nth(1).Locator("[data-draft]");
        await Expect(second).ToHaveAttributeAsync("data-state", "stale");
        await second.GetByRole(AriaRole.Button, new() { Name = "Prepare anew" }).ClickAsync();
        await Expect(second).ToHaveCountAsync(2);
        await second.Last.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
        await Expect(second.Last).ToHaveAttributeAsync("data-state", "executed");
        await agent.OpenAsync("/orders/W2378156");
        await Expect(agent.Page.Locator("[data-refunded]")).ToHaveTextAsync("$42.50");
    }

    [BrowserFact]
    public async Task A_refund_through_a_slow_gateway_shows_as_under_way_survives_a_reload_and_ends_by_itself()
    {
        await using var gateway = await FakeGateway.StartAsync();
        var open = new TaskCompletionSource();
        gateway.Behaviour = async (http, pay) =>
        {
            await open.Task.WaitAsync(http.RequestAborted);
            await pay();
        };
        await using var app = new RunningApp(settings: gateway.Settings.ToDictionary(x => x.Key, x => x.Value!));
        await using var agent = await chromium.VisitAsync(app);
        await agent.SignInAsync("agent");
        await agent.AskAsync("Refund $20 of #W2378156, the item is defective");
        var card = agent.Page.Locator("[data-draft]");
        await card.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
        await Expect(card).ToHaveAttributeAsync("data-state", "executing");
        await Expect(card).ToContainTextAsync("The payment is under way");
        await agent.Page.ReloadAsync();
        await agent.ReadyAsync();
        await Expect(card).ToHaveAttributeAsync("data-state", "executing");
        await Expect(agent.Page.Locator(".timeline [data-tool=execute_refund]")).ToHaveAttributeAsync("data-status", "running");

        open.SetResult();
        await Expect(card).ToHaveAttributeAsync("data-state", "executed");
        await Expect(agent.Page.Locator(".timeline [data-tool=execute_refund]")).ToHaveAttributeAsync("data-status", "succeeded");
        await Expect(agent.Turns).ToHaveCountAsync(2);
    }

    [BrowserFact]
    public async Task A_conversation_that_the_agent_hands_over_is_found_and_taken_over_by_a_colleague()
    {
        var model = new ScriptedModel().Calls(("transfer_to_human", """{"summary":"The customer wants to talk about a broken lamp."}""")).Says("A colleague goes on.");
        await using var app = new RunningApp(services: x => x.AddSingleton(TestDomain.Roster(model)));
        await using var agent = await chromium.VisitAsync(app);
        await using var colleague = await chromium.VisitAsync(app);
        await agent.SignInAsync("agent");
        await agent.AskAsync("I want a human");
        await Expect(agent.Page.Locator(".handover")).ToContainTextAsync("broken lamp");

        await colleague.SignInAsync("approver");
        await colleague.Page.GetByLabel("Which conversations").SelectOptionAsync("Handed over");
        await colleague.Page.Locator(".rows a").ClickAsync();
        await colleague.Page.GetByRole(AriaRole.Button, new() { Name = "Take over" }).ClickAsync();
        await Expect(colleague.Page.Locator("header.bar")).ToContainTextAsync("took this over");
        await Expect(agent.Page.Locator("header.bar")).ToContainTextAsync("took this over"); // in the other browser as well
        await Expect(colleague.Page.GetByText("Nothing is handed over")).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task An_admin_switches_a_tool_off_and_the_agent_does_without_it_at_once()
    {
        await using var app = new RunningApp();
        await using var admin = await chromium.VisitAsync(app);
        await using var agent = await chromium.VisitAsync(app);
        await agent.SignInAsync("agent");
        await agent.AskAsync("What is the status of order #W2378156?");
        await admin.SignInAsync("admin");
        await admin.OpenAsync("/tools");
        var tool = admin.Page.Locator("[data-tool=get_order_status]");
        await tool.Locator("summary").ClickAsync();
        await tool.GetByLabel("On", new() { Exact = true }).UncheckAsync();
        await tool.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(tool).ToHaveAttributeAsync("data-on", "false");

        var turn = await agent.AskAsync("What is the status of order #W4817420?");
        // it may ask for it all the same, and is refused
        await Expect(turn.Locator("[data-tool=get_order_status]").Filter(new() { HasText = "Done" })).ToHaveCountAsync(0);
        await Expect(agent.Page.Locator(".timeline [data-tool=get_order_status][data-status=succeeded]")).ToHaveCountAsync(1);
        await admin.OpenAsync("/audit?tool=change_tool");
        await Expect(admin.Page.Locator("[data-audit=change_tool]")).ToHaveCountAsync(1);
    }
}
