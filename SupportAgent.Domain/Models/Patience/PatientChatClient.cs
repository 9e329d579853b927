using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace SupportAgent.Domain.Models.Patience;

/// <summary>
/// A model with patience: each piece of an answer has its time; a request that failed before it showed anything is sent again, after a pause; and a
/// server that keeps failing is left alone for a while. Once something was shown, nothing is repeated.
/// </summary>
public sealed class PatientChatClient : DelegatingChatClient
{
    private readonly PatienceOptions _patience;
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline _pipeline;

    /// <param name="inner">The model.</param>
    /// <param name="patience">How long, how often.</param>
    /// <param name="time">The clock.</param>
    /// <param name="chance">Gives numbers from 0 to 1, so that many who wait do not come back in one moment.</param>
    public PatientChatClient(IChatClient inner, PatienceOptions patience, TimeProvider time, Func<double> chance) : base(inner)
    {
        (_patience, _time) = (patience, time);
        var builder = new ResiliencePipelineBuilder { TimeProvider = time };
        if (patience.Retries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = patience.Retries,
                ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is { } e && IsPassing(e) && !(WantedBy(e) > Longest)),
                DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(PauseAfter(args.Outcome.Exception, args.AttemptNumber, chance())),
            });
        }

        _pipeline = builder
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                // a row of failures, not a share: a few people make few requests
                FailureRatio = 1,
                MinimumThroughput = patience.BreakAfter,
                SamplingDuration = TimeSpan.FromSeconds(Math.Max(patience.BreakSeconds, 60)),
                BreakDuration = TimeSpan.FromSeconds(patience.BreakSeconds),
                ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is { } e && IsPassing(e)),
            })
            .Build();
    }

    private TimeSpan Longest => TimeSpan.FromSeconds(_patience.LongestPauseSeconds);

    /// <inheritdoc />
    public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    /// <inheritdoc />
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var all = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        var opened = await _pipeline.ExecuteAsync(async cancel => await OpenAsync(all, options, cancel), cancellationToken);
        await using var stream = opened.Stream;
        for (var more = opened.HasPiece; more; more = await stream.NextAsync(TimeSpan.FromSeconds(_patience.NextPieceSeconds))) yield return stream.Current;
    }

    /// <summary>Whether the same request may go well a little later: the connection, the time, or a server that is busy or broken.</summary>
    internal static bool IsPassing(Exception e) => e switch
    {
        HttpRequestException { StatusCode: null } => true,
        HttpRequestException { StatusCode: { } status } => status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or (HttpStatusCode)425 || (int)status >= 500,
        TimeoutException or IOException => true,
        _ => false,
    };

    // the first piece belongs to the request: only what has shown nothing can be sent again
    private async Task<(TimedStream Stream, bool HasPiece)> OpenAsync(IReadOnlyList<ChatMessage> messages, ChatOptions? options, CancellationToken cancel)
    {
        var stream = new TimedStream(token => InnerClient.GetStreamingResponseAsync(messages, options, token), _time, cancel);
        try
        {
            return (stream, await stream.NextAsync(TimeSpan.FromSeconds(_patience.FirstPieceSeconds)));
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    private static TimeSpan? WantedBy(Exception? e) => (e as ModelRequestException)?.RetryAfter;

    private TimeSpan PauseAfter(Exception? e, int attempt, double chance)
    {
        if (WantedBy(e) is { } wanted) return wanted < TimeSpan.Zero ? TimeSpan.Zero : wanted;
        var pause = _patience.PauseSeconds * Math.Pow(2, attempt) * (0.5 + chance);
        return TimeSpan.FromSeconds(Math.Min(pause, _patience.LongestPauseSeconds));
    }

    /// <summary>A stream whose pieces have to come in time. It stops the request when they don't.</summary>
    private sealed class TimedStream : IAsyncDisposable
    {
        private readonly TimeProvider _time;
        private readonly CancellationToken _cancel;
        private readonly CancellationTokenSource _request;
        private readonly IAsyncEnumerator<ChatResponseUpdate> _pieces;
        private Task? _late;

        public TimedStream(Func<CancellationToken, IAsyncEnumerable<ChatResponseUpdate>> open, TimeProvider time, CancellationToken cancel)
        {
            (_time, _cancel, _request) = (time, cancel, CancellationTokenSource.CreateLinkedTokenSource(cancel));
            _pieces = open(_request.Token).GetAsyncEnumerator(_request.Token);
        }

        public ChatResponseUpdate Current => _pieces.Current;

        public async Task<bool> NextAsync(TimeSpan within)
        {
            var next = _pieces.MoveNextAsync().AsTask();
            try
            {
                return await next.WaitAsync(within, _time, _cancel);
            }
            catch (Exception e) when (e is TimeoutException or OperationCanceledException && !next.IsCompleted)
            {
                _late = next;
                throw;
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _request.CancelAsync();
            // an enumerator must not be disposed of in mid-step
            if (_late is not null) await _late.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _pieces.DisposeAsync();
            _request.Dispose();
        }
    }
}
