using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Shop.StartData;

/// <summary>
/// Puts the demo shop into an empty store, once. All of it is one transaction that holds the write lock: a crash midway leaves nothing, and of
/// two processes that start at once the second waits and finds the shop there.
/// </summary>
public sealed partial class ShopLoader(SupportStore store, TimeProvider time, ILogger<ShopLoader> logger)
{
    private const int BatchSize = 250;

    /// <summary>Loads the shop unless there is one. Takes a few seconds the first time.</summary>
    /// <exception cref="StoreUnavailableException">The store could not be written; it is as it was.</exception>
    public async Task LoadAsync(CancellationToken cancel = default)
    {
        if (await store.ReadAsync(db => IsLoadedAsync(db, cancel), cancel)) return;
        await store.WriteAsync(async db =>
        {
            if (!await IsLoadedAsync(db, cancel)) await LoadIntoAsync(db, cancel);
        }, cancel);
    }

    private static Task<bool> IsLoadedAsync(SupportDb db, CancellationToken cancel) => db.Set<Order>().AnyAsync(cancel);

    private async Task LoadIntoAsync(SupportDb db, CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        LogBegins();
        var data = RetailData.Read();
        var dates = new RetailDates(time.GetUtcNow());
        await AddAsync(db, "products", [.. data.Products.Select(x => x.ToRecord())], cancel);
        await AddAsync(db, "customers", [.. data.Customers.Select(x => x.ToRecord())], cancel);
        await AddAsync(db, "orders", [.. data.Orders.Select((x, position) => x.ToRecord(position, dates))], cancel);
        var took = (long)time.GetElapsedTime(began).TotalMilliseconds;
        LogLoaded(data.Customers.Count, data.Orders.Count, data.Products.Count, took);
    }

    private async Task AddAsync<T>(SupportDb db, string what, IReadOnlyCollection<T> records, CancellationToken cancel) where T : class
    {
        var done = 0;
        foreach (var batch in records.Chunk(BatchSize))
        {
            db.AddRange(batch);
            await db.SaveChangesAsync(cancel);
            db.ChangeTracker.Clear(); // or each batch would be slower than the one before
            done += batch.Length;
            LogProgress(what, done, records.Count);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Loading the demo shop into the empty store")]
    private partial void LogBegins();

    [LoggerMessage(Level = LogLevel.Information, Message = "Demo shop: {Done} of {Total} {What}")]
    private partial void LogProgress(string what, int done, int total);

    [LoggerMessage(Level = LogLevel.Information, Message = "Demo shop loaded: {Customers} customers, {Orders} orders, {Products} products in {Milliseconds} ms")]
    private partial void LogLoaded(int customers, int orders, int products, long milliseconds);
}
