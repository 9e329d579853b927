using System.Globalization;
using Microsoft.Playwright;
using SupportAgent.Tests.Infrastructure;

namespace SupportAgent.Tests.Browser;

/// <summary>
/// Measures how soon a page is of use: <c>bench-paint [times]</c> opens pages anew in Chromium, and takes the time from the start of the
/// navigation to the first paint, and to the first text of the page's own (the messages of a conversation, the rows of a list).
/// </summary>
internal static class PaintBench
{
    // the moment in which the first text of its own is drawn, in the frame after it came
    private const string Useful = """
        selector => new Promise(done => {
            const look = () => document.querySelector(selector)?.innerText.trim() ? requestAnimationFrame(() => done(performance.now())) : requestAnimationFrame(look);
            look();
        })
        """;

    private const string FirstPaint = """
        () => new Promise(done => {
            const look = () => {
                const paint = performance.getEntriesByName('first-contentful-paint')[0];
                if (paint) done(paint.startTime);
                else requestAnimationFrame(look);
            };
            look();
        })
        """;

    public static async Task RunAsync(string[] args)
    {
        var times = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 20;
        var chromium = new ChromiumFixture();
        await chromium.InitializeAsync();
        await using var app = new RunningApp();
        await using (var agent = await chromium.VisitAsync(app))
        {
            await agent.SignInAsync("admin");
            for (var i = 0; i < 5; i++) await agent.AskAsync("What is in order #W2378156?");
            Console.WriteLine($"{"page",-16} {"first paint",14} {"useful",14}   median (worst) of {times}, in ms");
            foreach (var (name, path, selector) in new[]
            {
                ("conversation", new Uri(agent.Page.Url).PathAndQuery, ".turn .agent"),
                ("approvals", "/approvals", "main h1"),
                ("orders", "/orders", "main tbody tr"),
                ("audit", "/audit", "main tbody tr"),
            })
            {
                await MeasureAsync(agent.Page, name, path, selector, times);
            }
        }

        await chromium.DisposeAsync();
    }

    private static async Task MeasureAsync(IPage page, string name, string path, string selector, int times)
    {
        var (paints, useful) = (new List<double>(), new List<double>());
        for (var i = 0; i < times; i++)
        {
            await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Commit });
            useful.Add(await page.EvaluateAsync<double>(Useful, selector));
            paints.Add(await page.EvaluateAsync<double>(FirstPaint));
        }

        Console.WriteLine($"{name,-16} {Text(paints),14} {Text(useful),14}");
    }

    private static string Text(List<double> values)
    {
        values.Sort();
        return string.Create(CultureInfo.InvariantCulture, $"{values[values.Count / 2]:0} ({values[^1]:0})");
    }
}
