using Radzen;
using SupportAgent.Web.Components;

namespace SupportAgent.Web.Hosting;

/// <summary>Registers and maps the pages.</summary>
internal static class Pages
{
    private const int LargestMessage = 1024 * 1024;

    public static void AddPages(this IServiceCollection services, IHostEnvironment environment)
    {
        services.AddRazorComponents()
            .AddInteractiveServerComponents(options => options.DetailedErrors = environment.IsDevelopment())
            // a long message that a person pastes arrives as one event
            .AddHubOptions(options => options.MaximumReceiveMessageSize = LargestMessage);
        services.AddRadzenComponents();
        services.AddSingleton<AuditExportWatch>();
    }

    public static void UseErrorPages(this WebApplication app)
    {
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute("/not-found", "?status={0}", createScopeForStatusCodePages: true);
    }

    public static void MapPages(this WebApplication app) => app.MapRazorComponents<App>()
        // the security headers say it already, and two policies that differ only confuse
        .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
}
