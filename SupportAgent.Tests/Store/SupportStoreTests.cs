using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Store;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Store;

public sealed class SupportStoreTests
{
    [Fact]
    public async Task Every_connection_is_durable_and_checks_foreign_keys()
    {
        await using var test = await TestStore.CreateAsync();
        for (var i = 0; i < 3; i++)
        {
            await using var first = test.Open();
            await using var second = test.Open(); // at the same time: a pooled connection and one that is new
            foreach (var db in new[] { first, second })
            {
                await db.Database.OpenConnectionAsync();
                Assert.Equal("wal", await PragmaAsync(db, "journal_mode"));
                Assert.Equal("2", await PragmaAsync(db, "synchronous"));
                Assert.Equal("1", await PragmaAsync(db, "foreign_keys"));
            }
        }
    }

    [Fact]
    public async Task A_write_waits_for_another_one_of_the_same_process_and_goes_on_at_once()
    {
        await using var test = await TestStore.CreateAsync();
        var (begun, finish) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = test.Store.WriteAsync(async _ =>
        {
            begun.SetResult();
            await finish.Task;
        });
        await begun.Task;
        var second = test.Store.WriteAsync(_ => Task.CompletedTask);
        Assert.False(second.IsCompleted);
        finish.SetResult();
        await Task.WhenAll(first, second);
    }

    [Fact]
    public async Task A_write_waits_for_another_process()
    {
        await using var test = await TestStore.CreateAsync(settings: "Default Timeout=20");
        await using var other = test.Open(); // goes past the store, as another process would
        var transaction = await other.Database.BeginTransactionAsync();
        var waiting = Task.Run(() => test.Store.WriteAsync(_ => Task.CompletedTask));
        await transaction.DisposeAsync();
        await waiting;
    }

    [Fact]
    public async Task Many_writes_at_once_all_come_through()
    {
        await using var test = await TestStore.CreateAsync();
        await Task.WhenAll(Enumerable.Range(0, 200).Select(x => Task.Run(() => test.Store.WriteAsync(db => Task.FromResult(db.Roles.Add(new($"role {x}")))))));
        Assert.Equal(200, await test.Store.ReadAsync(db => db.Roles.CountAsync()));
    }

    [Fact]
    public async Task A_locked_database_is_unavailable_and_then_well_again()
    {
        await using var test = await TestStore.CreateAsync(settings: "Default Timeout=1");
        await using (var other = test.Open())
        await using (await other.Database.BeginTransactionAsync())
        {
            var called = false;
            await Assert.ThrowsAsync<StoreUnavailableException>(() => test.Store.WriteAsync(_ => Task.FromResult(called = true)));
            Assert.False(called);
            Assert.Equal(0, await test.Store.ReadAsync(db => db.Users.CountAsync())); // readers never wait for a writer
        }

        await test.Store.WriteAsync(_ => Task.CompletedTask);
    }

    [Theory]
    [InlineData(13)] // the disk is full
    [InlineData(10)] // the disk is broken
    [InlineData(8)] // the file is read-only
    public async Task A_disk_that_takes_no_more_is_unavailable_and_nothing_is_kept(int code)
    {
        await using var test = await TestStore.CreateAsync();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => test.Store.WriteAsync(async db =>
        {
            db.Roles.Add(new("agent"));
            await db.SaveChangesAsync();
            throw new SqliteException("as the driver says it", code);
        }));
        Assert.Equal(0, await test.Store.ReadAsync(db => db.Roles.CountAsync()));
    }

    [Fact]
    public async Task Queries_of_one_read_see_one_state()
    {
        await using var test = await TestStore.CreateAsync();
        var (before, after) = await test.Store.ReadAsync(async db =>
        {
            var first = await db.Roles.CountAsync();
            await test.Store.WriteAsync(other => Task.FromResult(other.Roles.Add(new("agent"))));
            return (first, await db.Roles.CountAsync());
        });
        Assert.Equal((0, 0), (before, after));
        Assert.Equal(1, await test.Store.ReadAsync(db => db.Roles.CountAsync()));
    }

    [Fact]
    public async Task A_missing_folder_is_unavailable()
    {
        await using var test = await TestStore.CreateAsync();
        await using (var db = test.Open()) SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
        Directory.Delete(Path.GetDirectoryName(test.Path)!, recursive: true);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => test.Store.ReadAsync(db => db.Users.CountAsync()));
    }

    [Fact]
    public async Task A_write_that_throws_leaves_nothing_behind()
    {
        await using var test = await TestStore.CreateAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => test.Store.WriteAsync(async db =>
        {
            db.Roles.Add(new("agent"));
            await db.SaveChangesAsync();
            throw new InvalidOperationException("half-way");
        }));
        Assert.Equal(0, await test.Store.ReadAsync(db => db.Roles.CountAsync()));
    }

    private static async Task<string> PragmaAsync(SupportDb db, string name)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"PRAGMA {name}";
        return Convert.ToString(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture)!;
    }
}
