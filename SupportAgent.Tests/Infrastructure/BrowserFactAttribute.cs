using Xunit;

namespace SupportAgent.Tests.Infrastructure;

/// <summary>A test in a real Chromium. Without one it is skipped, with the reason; where CI=true it runs all the same, and fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (!File.Exists(Chromium) && Environment.GetEnvironmentVariable("CI") != "true")
            Skip = $"There is no {Chromium}: install Chromium, or name one in the environment variable CHROMIUM.";
    }

    /// <summary>The browser's path.</summary>
    public static string Chromium => Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium";
}
