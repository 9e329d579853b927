using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using SupportAgent.Domain.Shop;
using SupportAgent.Domain.Store;
using SupportAgent.Tests.Infrastructure;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SupportAgent.Tests.Browser;

/// <summary>Wrong input, double clicks, two browsers, reloads, sessions that end, a store that fails.</summary>
[Collection(BrowserTests.Name)]
public sealed class RoughUseTests(ChromiumFixture chromium)
{
    [BrowserFact]
    public async Task A_turn_goes_on_while_the_page_is_away_and_the_page_that_comes_back_shows_all_of_it()
    {
        var gate = new TaskCompletionSource();
        var model = new ScriptedModel().Calls(("get_order_status", """{"order_id":"#W2378156"}""")).SaysSlowly("It was ", gate.Task, "delivered.");
        await using var app = new RunningApp(services: x => x.AddSingleton(TestDomain.Roster(model)));
        await using var agent = await chromium.VisitAsync(app);
        await agent.SignInAsync("agent");
        await agent.SendAsync("Where is it?");
        await Expect(agent.Page.Locator(".agent")).ToContainTextAsync("It was");
        await Expect(agent.Page.Locator(".working")).ToContainTextAsync("Writing");

        await agent.Page.ReloadAsync();
        await Expect(agent.Page.Locator(".agent")).ToContainTextAsync("It was");
        var address = agent.Page.Url;
        await agent.Page.CloseAsync();
        gate.SetResult();
        var page = await agent.Context.NewPageAsync();
        await page.GotoAsync(address);
        await Expect(page.Locator(".agent")).ToHaveTextAsync("It was delivered.");
        await Expect(page.Locator(".turn")).ToHaveCountAsync(1);
        await Expect(page.Locator(".timeline .call")).ToHaveCountAsync(1);
        Assert.Equal(2, model.Requests.Count);
    }

    [BrowserFact]
    public async Task Stop_ends_the_turn_and_keeps_what_was_said()
    {
        var model = new ScriptedModel().SaysSlowly("A long story begins", new TaskCompletionSource().Task, ".");
        await using var app = new RunningApp(services: x => x.AddSingleton(TestDomain.Roster(model)));
        await using var agent = await chromium.VisitAsync(app);
        await agent.SignInAsync("agent");
        await agent.SendAsync("Tell me");
        await Expect(agent.Page.Locator(".agent")).ToContainTextAsync("A long story begins");
        await agent.Page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        await Expect(agent.Turns).ToHaveAttributeAsync("data-turn-state", "stopped");
        await Expect(agent.Page.Locator(".agent")).ToContainTextAsync("A long story begins");
    }

    [BrowserFact]
    public async Task Two_clicks_on_Confirm_and_a_confirm_in_two_browsers_at_once_pay_once()
    {
        await using var app = new RunningApp();
        await using var agent = await chromium.VisitAsync(app);
        await using var approver = await chromium.VisitAsync(app);
        await agent.SignInAsync("agent");
        await agent.AskAsync("Refund $20 of #W2378156, defective");
        await approver.SignInAsync("approver");
        await approver.OpenAsync("/approvals");
        var here = agent.Page.GetByRole(AriaRole.Button, new() { Name = "Confirm" });
        var there = approver.Page.GetByRole(AriaRole.Button, new() { Name = "Confirm" });
        // by the buttons themselves: a mouse would look for one that the other browser's decision has taken away
        var (button, other) = (await here.ElementHandleAsync(), await there.ElementHandleAsync());
        await Task.WhenAll(button.EvaluateAsync("x => { x.click(); x.click(); }"), other.EvaluateAsync("x => x.click()"));
        await Expect(agent.Page.Locator("[data-draft]")).ToHaveAttributeAsync("data-state", "executed");
        await Expect(approver.Page.Locator("[data-draft]")).ToHaveCountAsync(0);
        Assert.Equal(2000, (await OrderAsync(app)).Refunded.Minor);
    }

    [BrowserFact]
    public async Task A_message_of_a_hundred_thousand_characters_is_held_back_and_not_lost()
    {
        await using var app = new RunningApp();
        await using var agent = await chromium.VisitAsync(app);
        await agent.SignInAsync("agent");
        var text = new string('x', 100_000);
        await agent.Composer.FillAsync(text);
        await Expect(agent.Page.Locator(".composer .problem")).ToContainTextAsync("100,000 of");
        await Expect(agent.Page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true })).ToBeDisabledAsync();
        await agent.Page.ReloadAsync();
        await agent.ReadyAsync();
        await Expect(agent.Composer).ToHaveValueAsync(text);
        await agent.Composer.FillAsync("   ");
        await Expect(agent.Page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true })).ToBeDisabledAsync();
    }

    [BrowserFact]
    public async Task What_is_typed_before_the_page_is_all_there_outlives_a_reload()
    {
        await using var app = new RunningApp();
        await using var agent = await chromium.VisitAsync(app);
        await agent.SignInAsync("agent");
        var typed = new TaskCompletionSource();
        await agent.Page.RouteAsync("**/Composer.razor.js*", async route =>
        {
            await typed.Task;
            await route.ContinueAsync();
        });
        await agent.OpenAsync("/");
        await agent.Composer.FillAsync("Where is #W2378156?");
        typed.SetResult();
        await Expect(agent.Page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true })).ToBeEnabledAsync();
        await agent.Page.UnrouteAllAsync();
        await agent.Page.ReloadAsync();
        await agent.ReadyAsync();
        await Expect(agent.Composer).ToHaveValueAsync("Where is #W2378156?");
    }

    [BrowserFact]
    public async Task Markup_in_messages_answers_names_and_tickets_never_runs()
    {
        const string evil = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>";
        var model = new ScriptedModel()
            .Calls(("create_support_ticket", $$"""{"category":"other","subject":"<b>bold</b>","message":"<script>document.title='owned'</script>","priority":"low"}"""))
            .Says($"{evil} ![x](https://evil.example/?q=1) [go](javascript:document.title='owned')");
        await using var app = new RunningApp(services: x => x.AddSingleton(TestDomain.Roster(model)));
        await using var agent = await chromium.VisitAsync(app);
        await agent.SignInAsync("agent");
        var outside = new List<string>();
        agent.Page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(app.Url, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal)) outside.Add(request.Url);
        };
        var turn = await agent.AskAsync(evil);
        await Expect(turn.Locator(".person")).ToContainTextAsync("<script>");
        await Expect(turn.Locator(".agent")).ToContainTextAsync("<script>");
        await Expect(turn.Locator(".agent a, .agent img, .agent script")).ToHaveCountAsync(0);
        await agent.OpenAsync("/tickets/T-1001");
        await Expect(agent.Page.Locator("h1")).ToContainTextAsync("<b>bold</b>");
        Assert.DoesNotContain("owned", await agent.Page.TitleAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(outside, x => !x.StartsWith("ws:", StringComparison.Ordinal));
    }

    [BrowserFact]
    public async Task A_session_that_was_ended_elsewhere_decides_and_sends_nothing_and_says_so()
    {
        await using var app = new RunningApp();
        await using var agent = await chromium.VisitAsync(app);
        await agent.SignInAsync("agent");
        await agent.AskAsync("Refund $20 of #W2378156, defective");
        await using var elsewhere = await chromium.VisitAsync(app);
        await elsewhere.SignInAsync("agent");
        await elsewhere.Page.GotoAsync("/account");
        await elsewhere.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await elsewhere.Page.WaitForURLAsync("**/sign-in");

        await agent.Page.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
        await Expect(agent.Page.Locator("[data-draft] [role=alert]")).ToContainTextAsync("You are signed out");
        await agent.SendAsync("and now?");
        await Expect(agent.Page.Locator(".composer .problem")).ToContainTextAsync("You are signed out");
        await Expect(agent.Composer).ToHaveValueAsync("and now?");
        Assert.Equal(0, (await OrderAsync(app)).Refunded.Minor);
    }

    [BrowserFact]
    public async Task While_the_store_is_locked_the_page_says_so_and_then_goes_on()
    {
        await using var app = new RunningApp();
        await using var agent = await chromium.VisitAsync(app);
        await agent.SignInAsync("agent");
        await agent.AskAsync("Status of #W2378156");
        await using (var other = new SqliteConnection($"Data Source={app.DatabasePath};Pooling=False"))
        {
            await other.OpenAsync();
            await using var transaction = other.BeginTransaction();
            await agent.SendAsync("Refund $20 of it, defective");
            await Expect(agent.Page.Locator(".composer .problem")).ToContainTextAsync("reached right now", new() { Timeout = 25_000 });
            await Expect(agent.Composer).ToHaveValueAsync("Refund $20 of it, defective");
            await transaction.RollbackAsync();
        }

        await agent.AskAsync("Refund $20 of it, defective");
        await Expect(agent.Page.Locator("[data-draft]")).ToHaveCountAsync(1);
    }

    private static Task<Order> OrderAsync(RunningApp app) => app.Services.GetRequiredService<SupportStore>()
        .ReadAsync(db => db.Set<Order>().Include(x => x.Ledger).SingleAsync(x => x.Id == "#W2378156"));
}
