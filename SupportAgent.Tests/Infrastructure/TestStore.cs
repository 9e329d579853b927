using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupportAgent.Domain.Store;

namespace SupportAgent.Tests.Infrastructure;

/// <summary>The real store on an SQLite file of its own: registered as the app does it, schema made, clock in the test's hand.</summary>
public sealed class TestStore : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ServiceProvider _services;

    private TestStore(ManualTimeProvider time, string settings)
    {
        Time = time;
        Path = _folder.File("test.db");
        ConnectionString = $"Data Source={Path};{settings}";
        // through AddStore: EF keeps one model a process, and it depends on the options that AddStore sets
        _services = new ServiceCollection().AddStore(_ => ConnectionString).BuildServiceProvider();
    }

    public string Path { get; }

    public string ConnectionString { get; }

    public ManualTimeProvider Time { get; }

    public SupportStore Store => _services.GetRequiredService<SupportStore>();

    public ChangeFeed Feed => _services.GetRequiredService<ChangeFeed>();

    /// <param name="time">The clock; by default a new one.</param>
    /// <param name="settings">More of the connection string, such as <c>Default Timeout=1</c>.</param>
    public static async Task<TestStore> CreateAsync(ManualTimeProvider? time = null, string settings = "")
    {
        var test = new TestStore(time ?? new ManualTimeProvider(), settings);
        await using var db = test.Open();
        await db.Database.MigrateAsync();
        return test;
    }

    /// <summary>A context of one's own, for what <see cref="SupportStore"/> does not offer.</summary>
    public SupportDb Open() => _services.GetRequiredService<IDbContextFactory<SupportDb>>().CreateDbContext();

    public async ValueTask DisposeAsync()
    {
        await using (var db = Open()) SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
        await _services.DisposeAsync();
        _folder.Dispose();
    }
}
