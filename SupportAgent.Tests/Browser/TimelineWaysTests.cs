using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using SupportAgent.Domain;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Store;
using SupportAgent.Tests.Infrastructure;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SupportAgent.Tests.Browser;

/// <summary>The timeline and the context beside the chat.</summary>
[Collection(BrowserTests.Name)]
public sealed class TimelineWaysTests(ChromiumFixture chromium)
{
    private const int Calls = 500;
    private const int MostDrawn = 60;

    [BrowserFact]
    public async Task From_the_chat_to_the_row_and_back_the_focus_goes_along()
    {
        await using var app = new RunningApp();
        await using var agent = await chromium.VisitAsync(app);
        await agent.SignInAsync("agent");
        await agent.AskAsync("What is the status of order #W2378156?");
        await agent.AskAsync("Refund $20 of it, defective");
        var page = agent.Page;
        var row = page.Locator(".timeline [data-tool=get_order_status] button");
        await page.Locator(".turn .calls [data-tool=get_order_status] button").ClickAsync();
        await Expect(row).ToBeFocusedAsync();
        await Expect(row).ToHaveAttributeAsync("aria-expanded", "true");
        await Expect(page.Locator(".detail h3")).ToHaveTextAsync("Checked the status of order #W2378156");

        await page.Locator(".timeline [data-tool=prepare_refund] button").ClickAsync();
        await page.Locator("[data-show-message]").ClickAsync();
        await Expect(page.Locator(".turn .calls [data-tool=prepare_refund] button")).ToBeFocusedAsync();
        await page.Locator(".detail header button").ClickAsync();
        await Expect(page.Locator(".timeline [data-tool=prepare_refund] button")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowUp");
        await Expect(page.Locator(".timeline .round button").Nth(2)).ToBeFocusedAsync();
    }

    [BrowserFact]
    public async Task On_a_phone_the_way_there_and_back_changes_the_pane_and_an_action_begins_a_message()
    {
        await using var app = new RunningApp();
        await using var agent = await chromium.VisitAsync(app, 390, 844);
        await agent.SignInAsync("agent");
        await agent.AskAsync("What is the status of order #W2378156?");
        var page = agent.Page;
        await page.Locator(".turn .calls button").ClickAsync();
        await Expect(page.Locator(".timeline [data-tool=get_order_status] button")).ToBeFocusedAsync();
        await page.Locator("[data-show-message]").ClickAsync();
        await Expect(page.Locator(".turn .calls button")).ToBeFocusedAsync();
        await page.Locator(".panes button").Last.ClickAsync();
        await page.Locator("[data-action=prepare_refund]").ClickAsync();
        await Expect(agent.Composer).ToBeFocusedAsync();
        await Expect(agent.Composer).ToHaveValueAsync("Refund $1,819.92 of order #W2378156, reason: ");
        await Expect(agent.Turns).ToHaveCountAsync(1); // it is not sent
        Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth"));
    }

    [BrowserFact]
    public async Task Five_hundred_calls_are_scrolled_with_few_of_them_drawn_and_nothing_shifts_while_it_grows()
    {
        await using var app = new RunningApp();
        await using var agent = await chromium.VisitAsync(app);
        await agent.SignInAsync("agent");
        var conversation = await LongConversationAsync(app);
        await agent.OpenAsync($"/conversations/{conversation}");
        var (page, list) = (agent.Page, agent.Page.Locator("[data-timeline]"));
        await Expect(list).ToHaveAttributeAsync("data-count", $"{Calls}");
        await Expect(Row(page, Calls - 1)).ToBeVisibleAsync(); // it opens at its end

        for (var place = 0; place < Calls; place += 83)
        {
            await list.EvaluateAsync("(list, top) => { list.scrollTop = top; }", place * 64);
            await Expect(Row(page, place)).ToBeInViewportAsync();
            Assert.InRange(await page.Locator(".timeline .line").CountAsync(), 5, MostDrawn);
        }

        await list.EvaluateAsync("list => { list.scrollTop = 0; }");
        await Expect(Row(page, 0)).ToBeInViewportAsync();
        await page.EvaluateAsync("() => { window.shifts = []; new PerformanceObserver(found => window.shifts.push(...found.getEntries().filter(x => !x.hadRecentInput).map(x => x.value))).observe({ type: 'layout-shift' }); }");
        var top = (await Row(page, 3).BoundingBoxAsync())!.Y;
        for (var more = 1; more <= 5; more++)
        {
            await AddAsync(app, conversation, Calls - 1 + more);
            await Expect(list).ToHaveAttributeAsync("data-count", $"{Calls + more}");
        }

        Assert.Equal(top, (await Row(page, 3).BoundingBoxAsync())!.Y);
        Assert.Empty(await page.EvaluateAsync<double[]>("() => window.shifts"));
        Assert.InRange(await page.Locator(".timeline .line").CountAsync(), 5, MostDrawn);
    }

    private static ILocator Row(IPage page, int number) => page.Locator($".timeline [title='Looked up ticket T-{number + 1000}']");

    private static async Task<Guid> LongConversationAsync(RunningApp app)
    {
        var store = app.Services.GetRequiredService<SupportStore>();
        var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        return await store.WriteAsync(db =>
        {
            var conversation = new Conversation { Id = Id.Next(now), Title = "Long", OwnerId = "nobody", OwnerName = "Nobody", CreatedAt = now, UpdatedAt = now, Revision = 1 };
            db.Add(conversation);
            for (var i = 0; i < Calls; i++) db.Add(Call(conversation.Id, i, now, 1));
            return Task.FromResult(conversation.Id);
        });
    }

    private static async Task AddAsync(RunningApp app, Guid conversation, int number)
    {
        var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        await app.Services.GetRequiredService<SupportStore>().WriteAsync(async db => db.Add(Call(conversation, number, now, await db.StampAsync(conversation, now, CancellationToken.None))));
        app.Services.GetRequiredService<ChangeFeed>().Publish(Topic.Conversation(conversation));
    }

    private static ToolCall Call(Guid conversation, int number, DateTimeOffset now, long revision) => new()
    {
        Id = Id.Next(now),
        ConversationId = conversation,
        Name = "get_ticket",
        Arguments = $$"""{"ticket_id":"T-{{number + 1000}}"}""",
        Origin = ToolOrigin.Api,
        PersonName = "Alex Agent",
        Status = ToolCallStatus.Succeeded,
        Result = "{}",
        StartedAt = now.AddMilliseconds(number),
        RanAt = now.AddMilliseconds(number + 1),
        EndedAt = now.AddMilliseconds(number + 40),
        Revision = revision,
    };
}
