using System.ComponentModel.DataAnnotations;

namespace SupportAgent.Domain.Models.Patience;

/// <summary>How long to wait for a model, and how often to ask again. Section <c>Model:Patience</c>.</summary>
public sealed class PatienceOptions
{
    /// <summary>How long the first piece of an answer may take, in seconds. Default 60.</summary>
    [Range(0.05, 600)]
    public double FirstPieceSeconds { get; init; } = 60;

    /// <summary>How long every further piece may take, in seconds. Default 30.</summary>
    [Range(0.05, 600)]
    public double NextPieceSeconds { get; init; } = 30;

    /// <summary>How often a request that failed before it showed anything is sent again. Default 2.</summary>
    [Range(0, 10)]
    public int Retries { get; init; } = 2;

    /// <summary>The first pause before that, in seconds; it doubles, with some chance in it. A server that says how long to wait is believed. Default 0.5.</summary>
    [Range(0.001, 60)]
    public double PauseSeconds { get; init; } = 0.5;

    /// <summary>Longest pause, in seconds: a server that wants more is taken for down. Default 20.</summary>
    [Range(0.001, 600)]
    public double LongestPauseSeconds { get; init; } = 20;

    /// <summary>After so many failures in a row a model is left alone for a while. Default 5.</summary>
    [Range(2, 100)]
    public int BreakAfter { get; init; } = 5;

    /// <summary>How long it is left alone, in seconds. Default 30.</summary>
    [Range(0.5, 3600)]
    public double BreakSeconds { get; init; } = 30;
}
