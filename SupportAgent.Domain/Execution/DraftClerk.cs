using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Store;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Execution;

/// <summary>Looks after drafts on its own: executes at once what a crash left approved, and writes down which have expired.</summary>
public sealed partial class DraftClerk(SupportStore store, DraftExecutor executor, DraftSettlement settlement, ChangeFeed feed, TimeProvider time, ILogger<DraftClerk> logger) : BackgroundService
{
    /// <summary>How often it looks.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>Executes what was approved before a moment and has no end yet. Executing twice is safe: the gate lets one through.</summary>
    public async Task ExecuteApprovedAsync(DateTimeOffset before, CancellationToken cancel)
    {
        var left = await store.ReadAsync(db => db.Set<Draft>().Include(x => x.Decisions.OrderBy(d => d.At))
            .Where(x => x.State == DraftState.Approved && x.StateAt < before).OrderBy(x => x.StateAt).Take(100).ToListAsync(cancel), cancel);
        foreach (var draft in left) await executor.ExecuteAsync(draft, ToolOrigin.System);
    }

    /// <summary>Gives every draft that waited too long its end.</summary>
    public async Task ExpireAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var due = await store.ReadAsync(db => db.Set<Draft>().Where(x => x.State == DraftState.Pending && x.ExpiresAt <= now).OrderBy(x => x.ExpiresAt).Take(100).ToListAsync(cancel), cancel);
        foreach (var draft in due)
        {
            await store.WriteAsync(db => settlement.EndAsync(db, draft, DraftState.Expired, DraftText.Expiry(draft), now, Actor.System), cancel);
            feed.Publish(draft.Topics());
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // at start nothing else executes yet, so whatever is approved was left by a crash; later on give the desk its time
        var grace = TimeSpan.Zero;
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                try
                {
                    await ExecuteApprovedAsync(time.GetUtcNow() - grace, stoppingToken);
                    await ExpireAsync(stoppingToken);
                    grace = 2 * Interval;
                }
                catch (StoreUnavailableException e)
                {
                    LogStoreUnavailable(e);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // the app ends
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Drafts could not be looked after; trying again soon")]
    private partial void LogStoreUnavailable(Exception exception);
}
