using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Store;

namespace SupportAgent.Web.Hosting;

/// <summary>The folder for everything that the app writes: the database, and the keys that its cookies are protected with.</summary>
public sealed class DataFolder
{
    /// <summary>Makes the folder if it is not there.</summary>
    public DataFolder(IOptions<DataOptions> options, IHostEnvironment environment)
    {
        Root = Directory.CreateDirectory(Path.Combine(environment.ContentRootPath, options.Value.Folder));
        Keys = Root.CreateSubdirectory("keys");
        // whoever reads a key can make himself a session
        if (!OperatingSystem.IsWindows()) Keys.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    }

    /// <summary>The folder itself.</summary>
    public DirectoryInfo Root { get; }

    /// <summary>The keys of data protection.</summary>
    public DirectoryInfo Keys { get; }

    /// <summary>Where the audit keeps its key and the second copy of its checkpoints.</summary>
    public AuditFolders ForAudit(AuditOptions options) => new(Root.FullName, options.CheckpointFolder.Length > 0 ? Path.Combine(Root.FullName, options.CheckpointFolder) : Root.FullName);

    /// <summary>Opens the database file of this folder.</summary>
    public string ConnectionString => new SqliteConnectionStringBuilder { DataSource = Path.Combine(Root.FullName, "support.db") }.ToString();
}

/// <summary>Registers what lives in the data folder.</summary>
internal static class DataFolderRegistration
{
    public static void AddDataFolder(this IServiceCollection services)
    {
        services.AddOptions<DataOptions>()
            .BindConfiguration("Data", o => o.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<DataFolder>();
        services.AddSingleton(provider => provider.GetRequiredService<DataFolder>().ForAudit(provider.GetRequiredService<IOptions<AuditOptions>>().Value));
        services.AddStore(provider => provider.GetRequiredService<IConfiguration>().GetConnectionString("Store") is { Length: > 0 } configured
            ? configured
            : provider.GetRequiredService<DataFolder>().ConnectionString);

        services.AddDataProtection().SetApplicationName("SupportAgent");
        // through options, because the folder is known only once the settings are complete
        services.AddOptions<KeyManagementOptions>().Configure<DataFolder, ILoggerFactory>((options, folder, logs) =>
            options.XmlRepository = new FileSystemXmlRepository(folder.Keys, logs));
    }
}
