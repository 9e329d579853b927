using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Payments;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Execution;

/// <summary>
/// Asks the payment gateway for every open payment until it says yes or no, and ends the draft with its word. An unknown outcome is never taken for
/// a failure: the same request with the same key is sent again, after a crash too.
/// </summary>
public sealed partial class PaymentClerk(
    SupportStore store, IPaymentGateway gateway, DraftExecutor executor, IOptions<PaymentOptions> options, ChangeFeed feed, TimeProvider time, ILogger<PaymentClerk> logger) : BackgroundService
{
    /// <summary>Payments that are asked for side by side.</summary>
    public const int SideBySide = 16;

    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly Doorbell _bell = new(time);
    private readonly ConcurrentDictionary<Guid, Task> _asking = new();

    /// <summary>Asks once for a payment, if it is open still, and writes down what the gateway said.</summary>
    public async Task AskAsync(Payment payment, CancellationToken cancel)
    {
        var lease = time.GetUtcNow().AddSeconds(options.Value.TimeoutSeconds + 5);
        var taken = await store.WriteAsync(db => db.Set<Payment>()
            .Where(x => x.DraftId == payment.DraftId && x.State == PaymentState.Open && x.Attempts == payment.Attempts)
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.Attempts, x => x.Attempts + 1).SetProperty(x => x.NextAttemptAt, lease), cancel), cancel);
        if (taken == 0) return; // another process asks

        var answer = gateway.IsLedger
            ? PaymentAnswer.Unknown("This was sent to a payment gateway that is not configured any more.")
            : await gateway.PayAsync(new PaymentRequest(payment.Key, payment.SubjectId, JsonSerializer.Deserialize<Movement[]>(payment.Movements, Json.Options)!), cancel);
        if (answer.Result == PaymentResult.Unknown)
        {
            await PostponeAsync(payment, answer.Message);
            return;
        }

        var draft = (await store.ReadAsync(db => db.FindDraftAsync(payment.DraftId, CancellationToken.None), CancellationToken.None))!;
        try
        {
            await executor.FinishAsync(draft, answer);
        }
        catch (InvalidOperationException e)
        {
            LogPaidInVain(payment.DraftId, e);
            await PostponeAsync(payment, "The money moved, but the shop's records could not take the change. Somebody has to look into it.");
            return;
        }

        var waiting = await store.ReadAsync(db => db.Set<Draft>().Include(x => x.Decisions.OrderBy(d => d.At))
            .Where(x => x.CustomerId == draft.CustomerId && x.State == DraftState.Approved).OrderBy(x => x.StateAt).ToListAsync(cancel), cancel);
        foreach (var next in waiting) await executor.ExecuteAsync(next, ToolOrigin.System);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = feed.Subscribe(Topic.Payments, _bell.Ring);
        try
        {
            // at start nobody is asking: whatever is open was left by a crash
            await StartAsync(_ => true, stoppingToken);
            while (true)
            {
                await _bell.WaitAsync(LookAgain, stoppingToken);
                var now = time.GetUtcNow();
                await StartAsync(x => x.NextAttemptAt <= now, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the app ends; what is open is asked for again at the next start
        }

        await Task.WhenAll(_asking.Values);
    }

    private async Task StartAsync(System.Linq.Expressions.Expression<Func<Payment, bool>> which, CancellationToken shutdown)
    {
        try
        {
            var due = await store.ReadAsync(db => db.Set<Payment>().Where(x => x.State == PaymentState.Open).Where(which).OrderBy(x => x.NextAttemptAt).Take(100).ToListAsync(shutdown), shutdown);
            foreach (var payment in due.Where(x => !_asking.ContainsKey(x.DraftId)).Take(SideBySide - _asking.Count))
            {
                var ask = _asking[payment.DraftId] = Task.Run(() => TryAskAsync(payment, shutdown), CancellationToken.None);
                _ = ask.ContinueWith(_ =>
                {
                    _asking.TryRemove(payment.DraftId, out var _);
                    _bell.Ring();
                }, TaskScheduler.Default);
            }
        }
        catch (StoreUnavailableException e)
        {
            LogStoreUnavailable(e);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "One payment that can't be asked for must not end the asking for the others.")]
    private async Task TryAskAsync(Payment payment, CancellationToken cancel)
    {
        try
        {
            await AskAsync(payment, cancel);
        }
        catch (Exception e)
        {
            LogNotAsked(payment.DraftId, e); // its lease runs out, and it is asked for again
        }
    }

    private async Task PostponeAsync(Payment payment, string? problem)
    {
        var pause = TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, options.Value.AskAgainSeconds * Math.Pow(2, Math.Min(payment.Attempts, 16))));
        var next = time.GetUtcNow() + pause;
        await store.WriteAsync(db => db.Set<Payment>().Where(x => x.DraftId == payment.DraftId && x.State == PaymentState.Open)
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.NextAttemptAt, next).SetProperty(x => x.Problem, problem)));
        LogUnknown(payment.DraftId, problem);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Payments could not be looked after; trying again soon")]
    private partial void LogStoreUnavailable(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The payment of draft {DraftId} could not be asked for; trying again soon")]
    private partial void LogNotAsked(Guid draftId, Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "The payment of draft {DraftId} is unknown still: {Problem}")]
    private partial void LogUnknown(Guid draftId, string? problem);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Draft {DraftId} was paid, but could not be carried out")]
    private partial void LogPaidInVain(Guid draftId, Exception exception);
}
