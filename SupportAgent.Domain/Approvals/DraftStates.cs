namespace SupportAgent.Domain.Approvals;

/// <summary>The state machine of a draft.</summary>
public static class DraftStates
{
    /// <summary>Where a draft may go from a state.</summary>
    public static IReadOnlyList<DraftState> Next(this DraftState state) => state switch
    {
        DraftState.Pending => [DraftState.Approved, DraftState.Denied, DraftState.Expired, DraftState.Superseded, DraftState.Stale],
        DraftState.Approved => [DraftState.Executing],
        DraftState.Executing => [DraftState.Executed, DraftState.Failed],
        DraftState.Executed or DraftState.Failed or DraftState.Denied or DraftState.Expired or DraftState.Superseded or DraftState.Stale => [],
    };

    /// <summary>Whether nothing more can happen to it.</summary>
    public static bool IsSettled(this DraftState state) => state.Next().Count == 0;

    /// <summary>The state in the words of models and programs.</summary>
    public static string Word(this DraftState state) => state switch
    {
        DraftState.Pending => "awaiting_approval",
        DraftState.Approved => "approved",
        DraftState.Executing => "executing",
        DraftState.Executed => "executed",
        DraftState.Failed => "failed",
        DraftState.Denied => "denied",
        DraftState.Expired => "expired",
        DraftState.Stale => "stale",
        DraftState.Superseded => "superseded",
    };

    /// <summary>The state as it is at a moment: one that waits past its time has expired, whether or not that is written down yet.</summary>
    public static DraftState StateAsOf(this Draft draft, DateTimeOffset now) =>
        draft.State == DraftState.Pending && draft.ExpiresAt <= now ? DraftState.Expired : draft.State;
}
