using System.ComponentModel.DataAnnotations;

namespace SupportAgent.Domain.Agent;

/// <summary>Whether and how long a model is asked what conversations are about. Section <c>Labels</c>.</summary>
public sealed class LabelOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Labels";

    /// <summary>Whether it is asked at all: a small request of its own beside a turn. Default true.</summary>
    public bool IsOn { get; init; } = true;

    /// <summary>How long it may take, in seconds. Default 20.</summary>
    [Range(1, 300)]
    public int Seconds { get; init; } = 20;
}
