using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using SupportAgent.Domain.Shop;
using SupportAgent.Domain.Store;
using SupportAgent.Domain.Tickets;
using SupportAgent.Tests.Infrastructure;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SupportAgent.Tests.Browser;

/// <summary>The pages on a phone held upright.</summary>
[Collection(BrowserTests.Name)]
public sealed class PhoneTests(ChromiumFixture chromium)
{
    private const int Width = 390;
    private const int Height = 844;
    private const string Order = "#W2378156";
    private const string Customer = "yusuf_rossi_9620";

    [BrowserFact]
    public async Task No_page_scrolls_sideways_whatever_long_words_are_on_it()
    {
        await using var app = new RunningApp();
        var conversation = await TalkAsync(app);
        await app.Services.GetRequiredService<SupportStore>().WriteAsync(StretchAsync);
        var found = new List<string>();
        foreach (var colours in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await using var admin = await chromium.VisitAsync(app, Width, Height, colours);
            async Task CheckAsync(string path)
            {
                await admin.StyledAsync();
                found.AddRange((await admin.TooWideAsync()).Select(x => $"{path}, {colours}: {x}"));
            }

            foreach (var path in new[] { "/sign-in", "/set-up" })
            {
                await admin.Page.GotoAsync(path);
                await CheckAsync(path);
            }

            await admin.SignInAsync("admin");
            foreach (var path in new[] { "/", "/approvals", "/orders", "/orders?q=nothing-like-it", $"/orders?customer={Customer}", $"/orders/{Order[1..]}", "/customers", $"/customers?q={Customer}", $"/customers/{Customer}", "/tickets", "/tickets/T-1001", "/models" })
            {
                await OpenAsync(admin, path);
                await CheckAsync(path);
            }

            await OpenAsync(admin, "/users");
            await CheckAsync("/users");
            await admin.Page.GetByRole(AriaRole.Button, new() { Name = "New account" }).ClickAsync();
            await CheckAsync("/users, new account");
            await OpenAsync(admin, "/audit");
            await CheckAsync("/audit");
            await admin.Page.Locator(".what").First.ClickAsync();
            await CheckAsync("/audit, a record");
            await OpenAsync(admin, conversation);
            foreach (var pane in await admin.Page.Locator(".panes button").AllAsync())
            {
                await pane.ClickAsync();
                await CheckAsync($"/conversations, {await pane.InnerTextAsync()}");
            }

            await admin.Page.GotoAsync("/account");
            await CheckAsync("/account");
        }

        Assert.True(found.Count == 0, string.Join("\n", found));
    }

    [BrowserFact]
    public async Task The_navigation_shows_the_entry_of_the_open_page()
    {
        await using var app = new RunningApp();
        var conversation = await TalkAsync(app);
        await using var admin = await chromium.VisitAsync(app, Width, Height);
        await admin.SignInAsync("admin");
        async Task SeenAsync(string name)
        {
            var active = admin.Page.Locator("nav[aria-label=Main] a.active");
            await Expect(active).ToContainTextAsync(name);
            await Expect(active).ToBeInViewportAsync(new() { Ratio = 1 });
        }

        await SeenAsync("Chat");
        await admin.OpenAsync("/models");
        await SeenAsync("Model");
        await admin.OpenAsync("/tickets/T-1001");
        await SeenAsync("Tickets");
        // a link within the app, too: the navigation stays, and only its entries change
        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "the conversation" }).ClickAsync();
        await admin.Page.WaitForURLAsync($"**{conversation}");
        await SeenAsync("Chat");
    }

    private static async Task OpenAsync(Visitor visitor, string path)
    {
        await visitor.OpenAsync(path);
        await Expect(visitor.Page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
        if (path == "/users") await Expect(visitor.Page.Locator(".rz-data-row").First).ToBeVisibleAsync();
    }

    // a conversation with calls, a card and a ticket, and long words of a person in it
    private async Task<string> TalkAsync(RunningApp app)
    {
        await using var agent = await chromium.VisitAsync(app);
        await agent.SignInAsync("agent");
        await agent.AskAsync($"Show order {Order}");
        await agent.AskAsync($"Open an urgent ticket about it: {LongWord(300)}");
        await agent.AskAsync("Refund $20 of it, defective");
        return new Uri(agent.Page.Url).AbsolutePath;
    }

    // names, addresses and texts without a place to break, as long as they may be
    private static async Task StretchAsync(SupportDb db)
    {
        await db.Set<Domain.Shop.Customer>().Where(x => x.Id == Customer).ExecuteUpdateAsync(set => set
            .SetProperty(x => x.Email, $"{LongWord(240)}@example.test")
            .SetProperty(x => x.LastName, LongWord(80))
            .SetProperty(x => x.Address.City, LongWord(80)));
        await db.Set<Domain.Shop.Order>().Where(x => x.Id == Order).ExecuteUpdateAsync(set => set
            .SetProperty(x => x.TrackingIds, LongWord(200))
            .SetProperty(x => x.Return, $$"""{"item_ids":["4202497723","{{LongWord(200)}}"],"payment_method_id":"{{LongWord(64)}}","amount":1.00}"""));
        await db.Set<OrderItem>().Where(x => x.OrderId == Order).ExecuteUpdateAsync(set => set.SetProperty(x => x.Name, LongWord(120)));
        await db.Set<Ticket>().ExecuteUpdateAsync(set => set
            .SetProperty(x => x.Subject, LongWord(Ticket.SubjectLength))
            .SetProperty(x => x.Message, LongWord(Ticket.MessageLength))
            .SetProperty(x => x.CreatedByName, LongWord(60)));
    }

    private static string LongWord(int length) => new('m', length);
}
