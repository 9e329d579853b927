namespace SupportAgent.Domain.Approvals;

/// <summary>The state machine of a draft.</summary>
public static class DraftStates
{
    /// <summary>Where a draft may go from a state.</summary>
    public static IReadOnlyList<DraftState> Next(this DraftState state) => state switch
    {
        DraftState.Pending => [DraftState.Approved, DraftState.Denied, DraftState.Expired, DraftState.Stale],
        DraftState.Approved => [DraftState.Executed, DraftState.Failed, DraftState.Stale],
        DraftState.Executed or DraftState.Failed or DraftState.Denied or DraftState.Expired or DraftState.Stale => [],
    };

    /// <summary>Whether nothing more can happen to it.</summary>
    public static bool IsSettled(this DraftState state) => state.Next().Count == 0;
}
