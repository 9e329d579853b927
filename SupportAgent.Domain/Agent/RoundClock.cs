namespace SupportAgent.Domain.Agent;

/// <summary>Measures how long a model takes, from its making on.</summary>
public sealed class RoundClock(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    /// <summary>When it began.</summary>
    public DateTimeOffset Start { get; } = time.GetUtcNow();

    /// <summary>How long the first piece took, in milliseconds; null while there is none.</summary>
    public long? FirstPieceMs { get; private set; }

    /// <summary>How long it has taken until now, in milliseconds.</summary>
    public long DurationMs => (long)time.GetElapsedTime(_start).TotalMilliseconds;

    /// <summary>A piece has come.</summary>
    public void Piece() => FirstPieceMs ??= DurationMs;
}
