namespace SupportAgent.Domain.Models.Offline.Understanding;

/// <summary>An intent and how sure it is.</summary>
internal sealed record ScoredIntent(Intent Intent, double Score)
{
    /// <summary>From here on the words say it by themselves, whatever was said before.</summary>
    public const double Clear = 1.0;

    public static ScoredIntent None { get; } = new(Intent.Unknown, 0);

    public bool IsClear => Score >= Clear;
}
