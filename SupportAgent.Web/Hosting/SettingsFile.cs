using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.FileProviders;

namespace SupportAgent.Web.Hosting;

/// <summary>The settings that ship with the app.</summary>
internal static class SettingsFile
{
    /// <summary>
    /// Adds <c>appsettings.json</c> from beside the binaries. It stands at the root of the repository and is copied there by the build, while the
    /// host looks for it in the folder it is started from. It goes in first, so that everything else overrides it.
    /// </summary>
    public static void AddSettingsFile(this WebApplicationBuilder builder) =>
        builder.Configuration.Sources.Insert(0, new JsonConfigurationSource
        {
            Path = "appsettings.json",
            FileProvider = new PhysicalFileProvider(AppContext.BaseDirectory),
        });
}
