namespace SupportAgent.Domain.Approvals;

/// <summary>The outcome of an attempt to decide, with the sentence that tells the person.</summary>
/// <param name="Result">What came of it.</param>
/// <param name="Message">For the person.</param>
/// <param name="Draft">The draft as it is now; null when there is none.</param>
public sealed record DecisionOutcome(DecisionResult Result, string Message, Draft? Draft);

/// <summary>What came of an attempt to decide.</summary>
public enum DecisionResult
{
    /// <summary>The decision is recorded and durable.</summary>
    Recorded,

    /// <summary>Somebody or something else was faster; the draft tells what happened.</summary>
    AlreadyDecided,

    /// <summary>The time to decide is over.</summary>
    Expired,

    /// <summary>What it is about has changed; it must be prepared anew.</summary>
    Stale,

    /// <summary>This person may not decide about it.</summary>
    NotPermitted,

    /// <summary>A denial without a reason, or a text that is too long.</summary>
    Invalid,

    /// <summary>There is no such draft.</summary>
    NotFound,
}
