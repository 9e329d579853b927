using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Audit;

/// <summary>Removes the contents of old records at the start and once a day, where the settings say how long they are kept.</summary>
public sealed partial class AuditRetentionClerk(AuditRetention retention, IOptions<AuditOptions> options, TimeProvider time, ILogger<AuditRetentionClerk> logger) : BackgroundService
{
    /// <summary>From one time to the next.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromDays(1);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Retention.IsOn) return;
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            // the first time reads and signs as well, and the app must not wait for it
            await Task.Yield();
            do
            {
                await PruneAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // the app ends
        }
    }

    private async Task PruneAsync(CancellationToken cancel)
    {
        try
        {
            var removed = await retention.PruneAsync(cancel);
            var count = removed.Values.Sum();
            if (count > 0) LogRemoved(count);
        }
        catch (AuditUnsoundException e)
        {
            LogUnsound(e);
        }
        catch (Exception e) when (e is StoreUnavailableException or IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            LogNotDone(e);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The contents of {Count} old audit records were removed")]
    private partial void LogRemoved(int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "The audit is not as it was written: no contents of old records are removed")]
    private partial void LogUnsound(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Contents of old audit records could not be removed; trying again in a day")]
    private partial void LogNotDone(Exception exception);
}
