using System.ComponentModel.DataAnnotations;

namespace SupportAgent.Domain.Audit;

/// <summary>The section <c>Audit</c> of the settings.</summary>
public sealed class AuditOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Audit";

    /// <summary>Minutes from one checkpoint to the next, while records are added; 0 makes none by itself.</summary>
    [Range(0, 60 * 24 * 7)] public int CheckpointMinutes { get; init; } = 60;

    /// <summary>How long the contents of records are kept; for ever unless it says otherwise.</summary>
    public AuditRetentionOptions Retention { get; init; } = new();

    /// <summary>The folder of <c>audit-checkpoints.jsonl</c>; a relative path starts at the data folder, and empty is that. Best on another machine, where records are never written.</summary>
    public string CheckpointFolder { get; init; } = "";
}
