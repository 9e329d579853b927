using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SupportAgent.Tests.Shop;

namespace SupportAgent.Tests.Infrastructure;

/// <summary>Database files with the demo shop, made once a run and copied by every test that needs one.</summary>
internal static class ShopTemplate
{
    private static readonly TempFolder Folder = new();
    private static readonly Lazy<Task> Made = new(MakeAsync);

    /// <summary>The shop and <see cref="People"/>.</summary>
    public static async Task<string> WithPeopleAsync()
    {
        await Made.Value;
        return Folder.File("people.db");
    }

    /// <summary>The shop without any account.</summary>
    public static async Task<string> WithoutPeopleAsync()
    {
        await Made.Value;
        return Folder.File("shop.db");
    }

    private static async Task MakeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Folder.Dispose();
        await using var test = await TestStore.CreateAsync();
        await DemoShop.LoaderOf(test).LoadAsync();
        await CopyAsync(test, "shop.db");
        await test.Store.WriteAsync(db =>
        {
            People.AddTo(db);
            return Task.CompletedTask;
        });
        await CopyAsync(test, "people.db");
    }

    private static async Task CopyAsync(TestStore test, string name)
    {
        var path = Folder.File(name);
        await using var open = test.Open();
        await open.Database.ExecuteSqlAsync($"VACUUM INTO {path}");
        // a copy made like this is not in WAL mode, and the first to open it would have to change that alone
        await using var copy = new SqliteConnection($"Data Source={path};Pooling=False");
        await copy.OpenAsync();
        await using var wal = copy.CreateCommand();
        wal.CommandText = "PRAGMA journal_mode=WAL";
        await wal.ExecuteNonQueryAsync();
    }
}
