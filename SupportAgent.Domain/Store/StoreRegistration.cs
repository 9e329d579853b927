using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace SupportAgent.Domain.Store;

/// <summary>Registers the store.</summary>
public static class StoreRegistration
{
    private const int WaitSeconds = 10;

    /// <summary>Adds <see cref="SupportStore"/>, <see cref="SupportDb"/> and the <see cref="ChangeFeed"/> over an SQLite connection string.</summary>
    public static IServiceCollection AddStore(this IServiceCollection services, Func<IServiceProvider, string> connectionString)
    {
        services.Configure<IdentityOptions>(UseSchema);
        // also registers SupportDb itself, scoped, which Identity's stores take
        services.AddDbContextFactory<SupportDb>((provider, options) => Configure(options, connectionString(provider)));
        return services.AddSingleton<SupportStore>().AddSingleton<ChangeFeed>();
    }

    /// <summary>Points a context at an SQLite database. A writer waits for another one for <c>Default Timeout</c> seconds, by default 10.</summary>
    public static DbContextOptionsBuilder Configure(DbContextOptionsBuilder options, string connectionString)
    {
        // outside dependency injection ('dotnet ef') the Identity schema version still has to be found
        if (options.Options.FindExtension<CoreOptionsExtension>()?.ApplicationServiceProvider is null)
            options.UseApplicationServiceProvider(new ServiceCollection().Configure<IdentityOptions>(UseSchema).BuildServiceProvider());

        var connection = new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = true };
        if (!connection.ShouldSerialize("Default Timeout")) connection.DefaultTimeout = WaitSeconds;
        return options.UseSqlite(connection.ToString()).AddInterceptors(new SqliteConnections());
    }

    // IdentityDbContext reads the version from IdentityOptions only
    private static void UseSchema(IdentityOptions options) => options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
}
