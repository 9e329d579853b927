using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SupportAgent.Domain.Models;
using SupportAgent.Domain.Shop.StartData;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Evaluation;

/// <summary>Gives each case a store of its own with the demo shop and <see cref="CasePeople"/>: the shop is loaded once, and its file copied.</summary>
public sealed class CaseStores : IDisposable
{
    private const string Template = "shop.db";

    private readonly DirectoryInfo _folder;
    private int _copies;

    private CaseStores(DirectoryInfo folder) => _folder = folder;

    /// <summary>Loads the demo shop into a temporary folder.</summary>
    public static async Task<CaseStores> CreateAsync(ConfiguredModel model, IConfiguration settings, TimeProvider time, CancellationToken cancel = default)
    {
        var stores = new CaseStores(Directory.CreateTempSubdirectory("supportagent-eval-"));
        try
        {
            // without a pool the file is whole and alone when the services are gone
            await using var services = CaseServices.For(stores.ConnectionTo(Template, pooling: false), model, settings, time);
            await using (var db = await services.GetRequiredService<IDbContextFactory<SupportDb>>().CreateDbContextAsync(cancel))
                await db.Database.MigrateAsync(cancel);
            await services.GetRequiredService<ShopLoader>().LoadAsync(cancel);
            await services.GetRequiredService<SupportStore>().WriteAsync(db =>
            {
                db.AddStaff(CasePeople.All);
                return Task.CompletedTask;
            }, cancel);
            return stores;
        }
        catch
        {
            stores.Dispose();
            throw;
        }
    }

    /// <summary>A new store with the whole shop: its connection string.</summary>
    public string Next()
    {
        var name = $"case-{Interlocked.Increment(ref _copies)}.db";
        File.Copy(Path.Combine(_folder.FullName, Template), Path.Combine(_folder.FullName, name));
        return ConnectionTo(name, pooling: true);
    }

    /// <summary>Gives a store up that nothing uses any more.</summary>
    public static void Discard(string connectionString)
    {
        var path = new SqliteConnectionStringBuilder(connectionString).DataSource;
        foreach (var ending in new[] { "", "-wal", "-shm" }) File.Delete(path + ending);
    }

    /// <inheritdoc />
    public void Dispose() => _folder.Delete(recursive: true);

    private string ConnectionTo(string file, bool pooling) => new SqliteConnectionStringBuilder { DataSource = Path.Combine(_folder.FullName, file), Pooling = pooling }.ToString();
}
