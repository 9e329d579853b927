using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SupportAgent.Tests.Infrastructure;

/// <summary>A person at a browser, with the steps that all browser tests share.</summary>
public sealed class Visitor(IBrowserContext context, IPage page) : IAsyncDisposable
{
    // what scrolls up and down must not scroll sideways too, nor a table that turns into cards; a box made to scroll sideways, such as code, may
    private const string TooWide = """
        () => [...document.querySelectorAll('html, main, aside, [data-chat-scroll], .table-wrap:has(.table-cards)')].filter(box => box.scrollWidth > box.clientWidth).map(box => {
            const holderOf = element => getComputedStyle(element).position === 'absolute' ? element.offsetParent : element.parentElement;
            const isCut = element => {
                for (let x = holderOf(element); x && x !== box; x = holderOf(x)) if (getComputedStyle(x).overflowX !== 'visible') return true;
                return false;
            };
            // what is wide by itself: texts and controls; what is around them is as wide as it has to be
            const rightOf = element => {
                const range = document.createRange();
                return Math.max(...[...element.childNodes].map(x => { range.selectNodeContents(x); return x.nodeType === Node.TEXT_NODE ? range.getBoundingClientRect().right : 0; }),
                    element.matches('input, select, textarea, button, svg, img') ? element.getBoundingClientRect().right : 0, 0);
            };
            const widest = [...box.querySelectorAll('*')].filter(x => !isCut(x)).reduce((a, b) => rightOf(b) > rightOf(a) ? b : a);
            return `${box.tagName} ${box.className} has ${box.scrollWidth} px in ${box.clientWidth}; widest is ${widest.outerHTML.slice(0, 200)}`;
        })
        """;

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

    /// <summary>Waits until every stylesheet has come: one that comes late moves things, hides and shows them.</summary>
    public Task StyledAsync() => page.WaitForFunctionAsync("() => document.readyState === 'complete' && [...document.querySelectorAll('link[rel=stylesheet]')].every(x => x.sheet)");

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

    /// <summary>What of the page scrolls sideways, and what in it is widest; empty for a page that fits.</summary>
    public Task<string[]> TooWideAsync() => page.EvaluateAsync<string[]>(TooWide);

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
