using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SupportAgent.Tests.Shop;

namespace SupportAgent.Tests.Infrastructure;

/// <summary>A database file with the demo shop and <see cref="People"/>, made once a run and copied by every test that needs one.</summary>
internal static class ShopTemplate
{
    private static readonly TempFolder Folder = new();
    private static readonly Lazy<Task<string>> Made = new(MakeAsync);

    public static Task<string> PathAsync() => Made.Value;

    private static async Task<string> MakeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Folder.Dispose();
        await using var test = await TestStore.CreateAsync();
        await DemoShop.LoaderOf(test).LoadAsync();
        await test.Store.WriteAsync(db =>
        {
            People.AddTo(db);
            return Task.CompletedTask;
        });
        var path = Folder.File("shop.db");
        await using var open = test.Open();
        await open.Database.ExecuteSqlAsync($"VACUUM INTO {path}");
        // a copy made like this is not in WAL mode, and the first to open it would have to change that alone
        await using var copy = new SqliteConnection($"Data Source={path};Pooling=False");
        await copy.OpenAsync();
        await using var wal = copy.CreateCommand();
        wal.CommandText = "PRAGMA journal_mode=WAL";
        await wal.ExecuteNonQueryAsync();
        return path;
    }
}
