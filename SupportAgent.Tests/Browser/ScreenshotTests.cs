using Microsoft.Playwright;
using SupportAgent.Tests.Infrastructure;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SupportAgent.Tests.Browser;

/// <summary>
/// Pictures of all pages with data on them, for a person to look at. They are written to the folder of the environment variable
/// SCREENSHOTS, or to <c>screenshots</c> in the test's output.
/// </summary>
[Collection(BrowserTests.Name)]
public sealed class ScreenshotTests(ChromiumFixture chromium)
{
    private const string Order = "W2378156";
    private const string Customer = "yusuf_rossi_9620";
    private const int Tallest = 2400;

    private static string Folder => Environment.GetEnvironmentVariable("SCREENSHOTS") ?? Path.Combine(AppContext.BaseDirectory, "screenshots");

    [BrowserFact]
    public async Task Every_page_is_drawn_without_errors_and_without_scrolling_sideways()
    {
        Directory.CreateDirectory(Folder);
        await using var app = new RunningApp();
        var conversation = await TalkAsync(app);
        var found = new List<string>();
        // German words are longer: what has room for them has room for the English ones
        foreach (var (width, colours, language) in new[]
        {
            (1280, ColorScheme.Light, "en-GB"), (1280, ColorScheme.Dark, "de-DE"), (390, ColorScheme.Light, "en-GB"), (390, ColorScheme.Dark, "de-DE"),
        })
        {
            await using var visitor = await chromium.VisitAsync(app, width, 844, colours, language);
            var album = new Album(visitor, $"{width}-{colours.ToString().ToLowerInvariant()}", found);
            await ShootAllAsync(album, conversation, width > 900);
        }

        Assert.True(found.Count == 0, string.Join("\n", found.Distinct()));
    }

    private static async Task ShootAllAsync(Album album, string conversation, bool isWide)
    {
        var (visitor, page) = (album.Visitor, album.Visitor.Page);
        await page.GotoAsync("/sign-in");
        await album.ShootAsync("sign-in");
        await visitor.SignInAsync("admin");
        await album.ShootAsync("new-conversation");

        await album.OpenAsync($"{conversation}?show=All");
        await Expect(page.Locator("[data-draft]").Last).ToBeVisibleAsync();
        if (isWide) await page.Locator(".timeline .call button").First.ClickAsync();
        await album.ShootAsync("conversation");
        await album.ShootTallAsync("conversation-tall");
        if (!isWide)
        {
            await page.Locator(".panes button").First.ClickAsync();
            await Expect(page.Locator(".rows a").First).ToBeVisibleAsync();
            await album.ShootAsync("conversation-list");
            await page.Locator(".panes button").Nth(2).ClickAsync();
            await Expect(page.Locator(".timeline .call").First).ToBeVisibleAsync();
            await album.ShootAsync("conversation-timeline");
        }

        await page.Locator(isWide ? ".tabs button" : ".panes button").Last.ClickAsync();
        await Expect(page.Locator("#context-order")).ToBeVisibleAsync();
        await album.ShootAsync("conversation-context");

        foreach (var (name, path) in new[]
        {
            ("approvals", "/approvals"), ("orders", "/orders"), ("order", $"/orders/{Order}"), ("customers", "/customers"), ("customer", $"/customers/{Customer}"),
            ("tickets", "/tickets"), ("ticket", "/tickets/T-1001"), ("policies", "/policies"), ("policies-search", "/policies?q=refund"), ("policy", "/policies/returns"),
            ("prompts", "/prompts"), ("dashboard", "/dashboard"), ("feedback", "/feedback"), ("tools", "/tools"), ("models", "/models"),
        })
        {
            await album.OpenAsync(path);
            await album.ShootAsync(name, isWhole: true);
        }

        await album.OpenAsync("/users");
        await Expect(page.Locator(".rz-data-row").First).ToBeVisibleAsync();
        await album.ShootAsync("accounts", isWhole: true);
        await album.OpenAsync("/audit");
        await page.Locator(".what").First.ClickAsync();
        await album.ShootAsync("audit", isWhole: true);
        await page.GotoAsync("/account");
        await album.ShootAsync("account", isWhole: true);
    }

    // one conversation with everything in it: answers, tools, a ticket, a refund that is done, two drafts that wait, a reply, a judgement
    private async Task<string> TalkAsync(RunningApp app)
    {
        await using var agent = await chromium.VisitAsync(app);
        await agent.SignInAsync("agent");
        await agent.AskAsync("Refund $15 of order #W9077205, defective");
        await agent.OpenAsync("/");
        await agent.AskAsync($"Show order #{Order}");
        await agent.AskAsync("Open an urgent ticket about it: the parcel was open");
        await agent.AskAsync("Add a note to T-1001: the customer sent photos");
        await agent.AskAsync("Refund $20 of it, defective");
        await agent.Page.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
        await Expect(agent.Turns).ToHaveCountAsync(5);
        await Expect(agent.Turns.Last).ToHaveAttributeAsync("data-turn-state", "completed");
        await agent.Page.Locator("[data-rate=bad]").Last.ClickAsync();
        await agent.Page.GetByLabel("What was wrong?").FillAsync("It does not say when the money is there.");
        await agent.Page.GetByRole(AriaRole.Button, new() { Name = "Save the comment" }).ClickAsync();
        await agent.Page.Locator("[data-reply]").Last.ClickAsync();
        await Expect(agent.Page.Locator("[data-reply-card]")).ToHaveCountAsync(1);
        await agent.AskAsync("Refund $500 of it, defective");
        await Expect(agent.Page.Locator("[data-draft]")).ToHaveCountAsync(2);
        return new Uri(agent.Page.Url).AbsolutePath;
    }

    /// <summary>The pictures of one visitor, and what went wrong while they were taken.</summary>
    private sealed class Album
    {
        private readonly string _kind;
        private readonly List<string> _found;
        private string _name = "sign-in";

        public Album(Visitor visitor, string kind, List<string> found)
        {
            (Visitor, _kind, _found) = (visitor, kind, found);
            visitor.Page.Console += (_, message) => { if (message.Type == "error") Note($"console: {message.Text}"); };
            visitor.Page.PageError += (_, error) => Note($"script: {error}");
            visitor.Page.Response += (_, response) => { if (response.Status >= 400) Note($"{response.Status} {response.Url}"); };
            // what a page still asked for when it was left is broken off
            visitor.Page.RequestFailed += (_, request) => { if (request.Failure != "net::ERR_ABORTED") Note($"{request.Failure} {request.Url}"); };
        }

        public Visitor Visitor { get; }

        public async Task OpenAsync(string path)
        {
            _name = path;
            await Visitor.OpenAsync(path);
            await Expect(Visitor.Page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
        }

        /// <summary>Takes a picture of what is seen, or of the whole page as if the window were as tall as it.</summary>
        public async Task ShootAsync(string name, bool isWhole = false)
        {
            _name = name;
            var page = Visitor.Page;
            await Visitor.StyledAsync();
            foreach (var box in await Visitor.TooWideAsync()) Note($"scrolls sideways: {box}");
            var size = page.ViewportSize!;
            if (isWhole)
            {
                var tall = await page.EvaluateAsync<int>("() => { const main = document.querySelector('main'); return innerHeight + main.scrollHeight - main.clientHeight; }");
                await page.SetViewportSizeAsync(size.Width, Math.Min(tall, Tallest));
            }

            await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, $"{name}-{_kind}.png") });
            await page.SetViewportSizeAsync(size.Width, size.Height);
        }

        /// <summary>Takes a picture as in a window that is as tall as a picture may be, for pages whose parts scroll by themselves.</summary>
        public async Task ShootTallAsync(string name)
        {
            var size = Visitor.Page.ViewportSize!;
            await Visitor.Page.SetViewportSizeAsync(size.Width, Tallest);
            await Visitor.Page.ScreenshotAsync(new() { Path = Path.Combine(Folder, $"{name}-{_kind}.png") });
            await Visitor.Page.SetViewportSizeAsync(size.Width, size.Height);
        }

        private void Note(string what)
        {
            lock (_found) _found.Add($"{_name}, {_kind}: {what}");
        }
    }
}
