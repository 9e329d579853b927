namespace SupportAgent.Domain.Approvals;

/// <summary>Where a draft is on its way. The moves between states are those of <see cref="DraftStates"/> and no others.</summary>
public enum DraftState
{
    /// <summary>Waits for a person. Nothing has happened.</summary>
    Pending,

    /// <summary>Enough people said yes; not executed yet. A crash here loses nothing: it is executed at the next start.</summary>
    Approved,

    /// <summary>Being carried out: a payment gateway has been asked and has not answered yet, or is about to be.</summary>
    Executing,

    /// <summary>Its effect took place.</summary>
    Executed,

    /// <summary>It was approved, but could not be executed. Nothing happened.</summary>
    Failed,

    /// <summary>A person said no.</summary>
    Denied,

    /// <summary>Nobody decided in time.</summary>
    Expired,

    /// <summary>What it is about has changed since it was prepared; it must be prepared anew.</summary>
    Stale,

    /// <summary>A person changed it before deciding; another draft stands in its place. Or the message that led to it was edited.</summary>
    Superseded,
}
