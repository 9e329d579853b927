using SupportAgent.Domain.Approvals;
using Xunit;

namespace SupportAgent.Tests.Approvals;

public sealed class DraftStatesTests
{
    // every pair that is not here is forbidden
    private static readonly HashSet<(DraftState From, DraftState To)> Allowed =
    [
        (DraftState.Pending, DraftState.Approved), (DraftState.Pending, DraftState.Denied),
        (DraftState.Pending, DraftState.Expired), (DraftState.Pending, DraftState.Superseded), (DraftState.Pending, DraftState.Stale),
        (DraftState.Approved, DraftState.Executing),
        (DraftState.Executing, DraftState.Executed), (DraftState.Executing, DraftState.Failed),
    ];

    public static TheoryData<DraftState, DraftState> Pairs
    {
        get
        {
            var pairs = new TheoryData<DraftState, DraftState>();
            foreach (var from in Enum.GetValues<DraftState>())
                foreach (var to in Enum.GetValues<DraftState>()) pairs.Add(from, to);
            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_draft_moves_as_the_table_says(DraftState from, DraftState to) => Assert.Equal(Allowed.Contains((from, to)), from.Next().Contains(to));

    [Theory]
    [InlineData(DraftState.Pending, false)]
    [InlineData(DraftState.Approved, false)]
    [InlineData(DraftState.Executing, false)]
    [InlineData(DraftState.Executed, true)]
    [InlineData(DraftState.Failed, true)]
    [InlineData(DraftState.Denied, true)]
    [InlineData(DraftState.Expired, true)]
    [InlineData(DraftState.Stale, true)]
    [InlineData(DraftState.Superseded, true)]
    public void A_settled_draft_stays_as_it_is(DraftState state, bool settled) => Assert.Equal(settled, state.IsSettled());
}
