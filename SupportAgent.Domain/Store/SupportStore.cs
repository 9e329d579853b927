using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace SupportAgent.Domain.Store;

/// <summary>
/// The one way to the database: short reads, and writes that are one transaction each. A database that is locked, full or gone
/// becomes <see cref="StoreUnavailableException"/>, which every page and endpoint can show.
/// </summary>
public sealed class SupportStore(IDbContextFactory<SupportDb> contexts) : IDisposable
{
    private const int PagesAtOnce = 2000;

    // SQLite has one writer at a time and makes the others ask again and again; in here they queue, and each goes on the moment the one before is done
    private readonly SemaphoreSlim _writer = new(1, 1);

    /// <summary>Runs queries that all see the same state, whatever is written meanwhile. Nothing that they load is tracked.</summary>
    public async Task<T> ReadAsync<T>(Func<SupportDb, Task<T>> query, CancellationToken cancel = default)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancel);
            db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
            await db.Database.OpenConnectionAsync(cancel);
            // deferred: it takes no lock, and its first query fixes what it sees
            await using var snapshot = ((SqliteConnection)db.Database.GetDbConnection()).BeginTransaction(deferred: true);
            await db.Database.UseTransactionAsync(snapshot, cancel);
            return await query(db);
        }
        catch (Exception e) when (IsUnavailable(e))
        {
            throw new StoreUnavailableException(e);
        }
    }

    /// <summary>Runs changes in one transaction that holds the write lock from its start, saves and commits. Durable on return.</summary>
    public async Task<T> WriteAsync<T>(Func<SupportDb, Task<T>> change, CancellationToken cancel = default)
    {
        await using var write = await BeginWriteAsync(cancel);
        try
        {
            var result = await change(write.Db);
            await write.CommitAsync(cancel);
            return result;
        }
        catch (Exception e) when (IsUnavailable(e))
        {
            throw new StoreUnavailableException(e);
        }
    }

    /// <summary>As <see cref="WriteAsync{T}"/>, without a result.</summary>
    public Task WriteAsync(Func<SupportDb, Task> change, CancellationToken cancel = default) =>
        WriteAsync(async db =>
        {
            await change(db);
            return true;
        }, cancel);

    /// <summary>
    /// Rewrites a full-text index in steps, each a transaction of its own, so that others write in between. What was deleted from such an index
    /// stays in the file, marked as deleted, until it is rewritten.
    /// </summary>
    /// <param name="index">The index: a name of ours.</param>
    /// <param name="cancel">To give up.</param>
    internal async Task CompactWordsAsync(string index, CancellationToken cancel)
    {
        // https://www.sqlite.org/fts5.html#the_merge_command: below zero to begin with all of it; a step that changed nothing was the last
        for (var (pages, isDone) = (-PagesAtOnce, false); !isDone; pages = PagesAtOnce)
        {
            isDone = await WriteAsync(async db =>
            {
                var before = await ChangesAsync(db, cancel);
#pragma warning disable EF1002 // a name of ours and a number
                await db.Database.ExecuteSqlRawAsync($"PRAGMA secure_delete = ON; INSERT INTO \"{index}\" (\"{index}\", rank) VALUES ('merge', {pages}); PRAGMA secure_delete = OFF", cancel);
#pragma warning restore EF1002
                return await ChangesAsync(db, cancel) - before < 2;
            }, cancel);
        }
    }

    /// <summary>Opens a write transaction for a caller that decides itself whether to commit. Disposing without commit rolls back.</summary>
    internal async Task<StoreWrite> BeginWriteAsync(CancellationToken cancel)
    {
        var db = await contexts.CreateDbContextAsync(cancel);
        var queued = false;
        try
        {
            queued = await _writer.WaitAsync(TimeSpan.FromSeconds(((SqliteConnection)db.Database.GetDbConnection()).DefaultTimeout), cancel);
            if (!queued) throw new TimeoutException("Another write took too long.");
            // BEGIN IMMEDIATE, so a read that is followed by a write can never fail half-way for a lock
            return new StoreWrite(db, await db.Database.BeginTransactionAsync(cancel), _writer);
        }
        catch (Exception e)
        {
            if (queued) _writer.Release();
            await db.DisposeAsync();
            if (e is TimeoutException || IsUnavailable(e)) throw new StoreUnavailableException(e);
            throw;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _writer.Dispose();

    private static async Task<long> ChangesAsync(SupportDb db, CancellationToken cancel) => (await db.Database.SqlQueryRaw<long>("SELECT total_changes() AS Value").ToListAsync(cancel))[0];

    // https://www.sqlite.org/rescode.html: BUSY 5, LOCKED 6, READONLY 8, IOERR 10, FULL 13, CANTOPEN 14
    private static bool IsUnavailable(Exception e) => (e is DbUpdateException ? e.InnerException : e) is SqliteException { SqliteErrorCode: 5 or 6 or 8 or 10 or 13 or 14 };
}

/// <summary>An open write transaction.</summary>
internal sealed class StoreWrite(SupportDb db, IDbContextTransaction transaction, SemaphoreSlim writer) : IAsyncDisposable
{
    public SupportDb Db => db;

    public async Task CommitAsync(CancellationToken cancel)
    {
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await transaction.DisposeAsync();
            await db.DisposeAsync();
        }
        finally
        {
            writer.Release();
        }
    }
}
