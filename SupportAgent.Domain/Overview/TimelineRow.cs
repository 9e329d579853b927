using System.Runtime.InteropServices;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Conversations;

namespace SupportAgent.Domain.Overview;

/// <summary>One row of the timeline: the beginning of a turn, a round of the model, a tool call, or a person's decision.</summary>
public abstract record TimelineRow
{
    /// <summary>What it is called among the rows, for ever.</summary>
    public abstract string Key { get; }

    /// <summary>In plain words.</summary>
    public required string Title { get; init; }

    /// <summary>The turn that it belongs to; null for what a person did apart from a turn.</summary>
    public Guid? TurnId { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Where it lies in the time of its turn.</summary>
    public TimeBar Bar { get; init; } = TimeBar.None;
}

/// <summary>The beginning of a turn, with what all of it took.</summary>
/// <param name="Turn">The turn.</param>
/// <param name="Totals">The sums of its rows.</param>
public sealed record TurnRow(Turn Turn, TimelineTotals Totals) : TimelineRow
{
    /// <inheritdoc />
    public override string Key => $"t{Turn.Id:n}";
}

/// <summary>A round of the model.</summary>
/// <param name="Round">The round.</param>
public sealed record RoundRow(Round Round) : TimelineRow
{
    /// <inheritdoc />
    public override string Key => $"r{Round.Id:n}";
}

/// <summary>A tool call.</summary>
/// <param name="Call">The call.</param>
/// <param name="Draft">The draft that it made or carried out.</param>
/// <param name="Kind">What it is, for the filter.</param>
public sealed record CallRow(ToolCall Call, Draft? Draft, CallKind Kind) : TimelineRow
{
    /// <inheritdoc />
    public override string Key => KeyOf(Call.Id);

    /// <summary>Its place among the calls of its turn that came of the model, from 0.</summary>
    public int Place { get; init; }

    /// <summary>How many other calls of its round ran at the same time.</summary>
    public int SideBySide { get; init; }

    /// <summary>Which try it was of the very same call in its turn, from 1: the ones before had failed.</summary>
    public int Try { get; init; } = 1;

    /// <summary>Why it failed or was refused, in the words that the model was told; null where it was not.</summary>
    public string? Reason { get; init; }

    /// <summary>The call of the draft that this one's draft replaced: it was edited, or prepared anew.</summary>
    public ToolCall? Replaced { get; init; }

    /// <summary>The key of a call's row.</summary>
    public static string KeyOf(Guid callId) => $"c{callId:n}";
}

/// <summary>A person's word on a draft.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="Draft">The draft.</param>
public sealed record DecisionRow(Decision Decision, Draft Draft) : TimelineRow
{
    /// <inheritdoc />
    public override string Key => $"d{Decision.Id:n}";
}

/// <summary>Where something lies in the time of its turn, in thousandths of it: it began, it stopped waiting, it ended.</summary>
/// <param name="From">When it was asked for.</param>
/// <param name="Ran">When it began to run: what is before is waiting.</param>
/// <param name="To">When it ended, or now.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TimeBar(int From, int Ran, int To)
{
    /// <summary>The length of a turn.</summary>
    public const int Whole = 1000;

    /// <summary>No time to show.</summary>
    public static TimeBar None { get; }
}

/// <summary>What a tool call is, as the timeline is filtered.</summary>
public enum CallKind
{
    /// <summary>It only reads.</summary>
    Read,

    /// <summary>It prepares a draft.</summary>
    Prepared,

    /// <summary>It changes something: it carries out a draft, or writes a ticket.</summary>
    Executed,

    /// <summary>There is no such tool.</summary>
    Unknown,
}

/// <summary>Which rows are shown.</summary>
public enum TimelineFilter
{
    /// <summary>All, also the rounds of the model.</summary>
    All,

    /// <summary>Calls that only read.</summary>
    Reads,

    /// <summary>Calls that prepared a draft.</summary>
    Prepared,

    /// <summary>Calls that changed something.</summary>
    Executed,

    /// <summary>Calls that were refused or failed.</summary>
    Refused,

    /// <summary>What people did themselves: calls that did not come of the model, and decisions.</summary>
    People,
}
