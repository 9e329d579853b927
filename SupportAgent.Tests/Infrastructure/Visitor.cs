using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SupportAgent.Tests.Infrastructure;

/// <summary>A person at a browser, with the steps that all browser tests share.</summary>
public sealed class Visitor(IBrowserContext context, IPage page) : IAsyncDisposable
{
    public IPage Page => page;

    public IBrowserContext Context => context;

    public ILocator Composer => page.GetByLabel("Message to the agent");

    public ILocator Turns => page.Locator(".turn");

    /// <summary>Signs in with one click, as Development offers it.</summary>
    public async Task SignInAsync(string role)
    {
        await page.GotoAsync("/sign-in");
        await page.Locator($"[data-demo={role}]").ClickAsync();
        await ReadyAsync();
    }

    /// <summary>Opens a page and waits until it answers to clicks.</summary>
    public async Task OpenAsync(string path)
    {
        await page.GotoAsync(path);
        await ReadyAsync();
    }

    /// <summary>Waits until the page answers to clicks.</summary>
    public Task ReadyAsync() => Expect(page.Locator("main[data-interactive=true]")).ToBeVisibleAsync();

    /// <summary>Sends a message and waits for the end of its turn.</summary>
    public async Task<ILocator> AskAsync(string message)
    {
        var turn = Turns.Nth(await Turns.CountAsync());
        await SendAsync(message);
        await Expect(turn).ToHaveAttributeAsync("data-turn-state", "completed");
        return turn;
    }

    /// <summary>Sends a message and waits for nothing.</summary>
    public async Task SendAsync(string message)
    {
        await Composer.FillAsync(message);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
    }

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
