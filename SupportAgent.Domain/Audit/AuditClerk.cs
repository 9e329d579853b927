using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Audit;

/// <summary>Makes a checkpoint from time to time, while records are added. Of several processes one makes it.</summary>
public sealed partial class AuditClerk(AuditCheckpoints checkpoints, IOptions<AuditOptions> options, TimeProvider time, ILogger<AuditClerk> logger) : BackgroundService
{
    /// <summary>How often it looks.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.CheckpointMinutes == 0) return;
        var age = TimeSpan.FromMinutes(options.Value.CheckpointMinutes);
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await checkpoints.MakeAsync(age, stoppingToken);
                }
                catch (Exception e) when (e is StoreUnavailableException or IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
                {
                    LogNotMade(e);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // the app ends
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No checkpoint of the audit could be made or copied; trying again soon")]
    private partial void LogNotMade(Exception exception);
}
