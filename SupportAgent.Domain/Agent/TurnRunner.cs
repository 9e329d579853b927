using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Store;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Agent;

/// <summary>
/// Runs queued turns on the server, apart from any page: one at a time in a conversation, several conversations side by side. The queue is
/// the database, so a turn that was accepted is run, also after a crash.
/// </summary>
public sealed partial class TurnRunner(
    AgentLoop loop, TurnLog log, TurnRecovery recovery, SupportStore store, ChangeFeed feed, IOptions<LimitOptions> limits, TimeProvider time, ILogger<TurnRunner> logger) : BackgroundService
{
    /// <summary>Most turns at once.</summary>
    public const int SideBySide = 32;

    // notices are only hints and only of this process, so it also looks by itself
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);

    private DateTimeOffset _recoverAt;
    private readonly ConcurrentDictionary<Guid, CancellationTokenSource> _running = new();
    private readonly Doorbell _bell = new(time);

    /// <summary>Stops the turn that runs in a conversation, if one does. What it said and did till then stays.</summary>
    public void Stop(Guid conversationId)
    {
        if (!_running.TryGetValue(conversationId, out var stop)) return;
        try
        {
            stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // it ended in this very moment
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // the notes of turns are stored: they are the same for everybody
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        using var subscription = feed.Subscribe(Topic.QueuedTurns, _bell.Ring);
        var turns = new ConcurrentDictionary<Guid, Task>();
        try
        {
            while (!await TryRecoverAsync(atStart: true, stoppingToken)) await _bell.WaitAsync(LookAgain, stoppingToken);
            while (!stoppingToken.IsCancellationRequested)
            {
                if (time.GetUtcNow() >= _recoverAt) await TryRecoverAsync(atStart: false, stoppingToken);
                await StartQueuedAsync(turns, stoppingToken);
                await _bell.WaitAsync(LookAgain, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the app ends
        }

        await Task.WhenAll(turns.Values);
    }

    private async Task<bool> TryRecoverAsync(bool atStart, CancellationToken shutdown)
    {
        _recoverAt = time.GetUtcNow() + TurnRecovery.Interval;
        try
        {
            await recovery.RunAsync(atStart, shutdown);
            return true;
        }
        catch (StoreUnavailableException e)
        {
            LogStoreUnavailable(e);
            return false;
        }
    }

    private async Task StartQueuedAsync(ConcurrentDictionary<Guid, Task> turns, CancellationToken shutdown)
    {
        try
        {
            while (turns.Count < SideBySide && await log.TakeNextAsync(shutdown) is { } turn)
            {
                feed.Publish(Topic.Conversation(turn.ConversationId), Topic.Conversations);
                var run = turns[turn.Id] = Task.Run(() => RunAsync(turn, shutdown), CancellationToken.None);
                _ = run.ContinueWith(_ =>
                {
                    turns.TryRemove(turn.Id, out var _);
                    _bell.Ring();
                }, TaskScheduler.Default);
            }
        }
        catch (StoreUnavailableException e)
        {
            LogStoreUnavailable(e);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The edge of a turn: whatever breaks it, it has to end.")]
    private async Task RunAsync(Turn turn, CancellationToken shutdown)
    {
        using var stop = new CancellationTokenSource();
        using var tooLong = new CancellationTokenSource(TimeSpan.FromSeconds(limits.Value.TurnSeconds), time);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(stop.Token, tooLong.Token, shutdown);
        _running[turn.ConversationId] = stop;
        TurnEnd end;
        try
        {
            var person = await store.ReadAsync(db => db.FindActorAsync(turn.PersonId, time.GetUtcNow(), any.Token), any.Token);
            end = person is null
                ? new(TurnState.Failed, "The account that asked is closed, so the agent did not answer.")
                : await loop.RunAsync(turn, person with { ClientAddress = turn.ClientAddress }, any.Token);
        }
        catch (Exception e)
        {
            // a turn cut short by the end of the app stays as it is: the next start shows it as interrupted
            if (shutdown.IsCancellationRequested) return;
            end = EndOf(e, turn, stop.IsCancellationRequested);
        }
        finally
        {
            _running.TryRemove(turn.ConversationId, out _);
        }

        await StoreEndAsync(turn, end, shutdown);
    }

    private TurnEnd EndOf(Exception e, Turn turn, bool stopped)
    {
        if (e is OperationCanceledException)
            return stopped ? new(TurnState.Stopped, "Stopped.") : new(TurnState.Limited, $"The limit of {limits.Value.TurnSeconds} seconds for a turn was reached.");
        LogFailed(turn.Id, e);
        return new(TurnState.Failed, e switch
        {
            ModelException => e.Message,
            StoreUnavailableException => "The store could not be reached. Nothing was done twice; try again.",
            _ => "Something went wrong while the agent was at work. Nothing was done twice; try again.",
        });
    }

    // a turn always ends, also when the store needs a while to come back
    private async Task StoreEndAsync(Turn turn, TurnEnd end, CancellationToken shutdown)
    {
        while (!shutdown.IsCancellationRequested)
        {
            try
            {
                await log.EndAsync(turn, end);
                return;
            }
            catch (StoreUnavailableException e)
            {
                LogStoreUnavailable(e);
                await Task.Delay(LookAgain, time, shutdown).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store could not be reached; trying again soon")]
    private partial void LogStoreUnavailable(Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Turn {TurnId} failed")]
    private partial void LogFailed(Guid turnId, Exception exception);
}
