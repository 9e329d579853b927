using Microsoft.Playwright;
using Xunit;

namespace SupportAgent.Tests.Infrastructure;

/// <summary>One real Chromium for all browser tests; each test takes contexts of its own, which share nothing.</summary>
public sealed class ChromiumFixture : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        if (!File.Exists(BrowserFactAttribute.Chromium) && Environment.GetEnvironmentVariable("CI") != "true") return; // the tests are skipped
        _playwright = await Playwright.CreateAsync();
        // the sandbox of Chromium refuses to run as root
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = BrowserFactAttribute.Chromium, Args = ["--no-sandbox"] });
    }

    /// <summary>A person at a browser.</summary>
    public async Task<Visitor> VisitAsync(RunningApp app, int width = 1280, int height = 800, ColorScheme colours = ColorScheme.Light, string language = "en-GB", string zone = "UTC")
    {
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = app.Url,
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = colours,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = language,
            TimezoneId = zone,
        });
        context.SetDefaultTimeout(15_000);
        return new Visitor(context, await context.NewPageAsync());
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}

/// <summary>Browser tests run one after the other: two cores are soon busy with a browser and a server.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class BrowserTests : ICollectionFixture<ChromiumFixture>
{
    public const string Name = "browser";
}
