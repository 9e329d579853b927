using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Overview;
using SupportAgent.Domain.Tools;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Overview;

public sealed class TimelineRowsTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly Guid _conversation = Guid.NewGuid();

    [Fact]
    public async Task A_turn_is_its_head_its_rounds_and_the_calls_of_each_in_order()
    {
        await using var domain = await TestDomain.CreateAsync(new ScriptedModel().Calls(("get_order", """{"order_id":"#W2378156"}"""), ("get_order_status", """{"order_id":"#W2378156"}""")).Says("Done."));
        var transcript = await domain.AskAsync("Look it up");
        var rows = RowsOf(domain, transcript);
        Assert.Equal(["Alex Agent: Look it up", "Asked", "Looked up order #W2378156", "Checked the status of order #W2378156", "Asked"], rows.Select(x => x is RoundRow ? "Asked" : x.Title));
        Assert.Equal([0, 1], rows.OfType<CallRow>().Select(x => x.Place));
        Assert.Equal((2, 2), (Assert.Single(rows.OfType<TurnRow>()).Totals.Calls, Assert.Single(rows.OfType<TurnRow>()).Totals.Rounds));
    }

    [Fact]
    public async Task Calls_lie_in_the_time_of_their_turn_with_waiting_before_running()
    {
        var turn = Turn(seconds: 10);
        var rows = await LayAsync(turn, Call(turn, from: 0, ran: 1, to: 5, position: 0), Call(turn, from: 2, ran: 2, to: 10, position: 1), Call(turn, from: 10, ran: 10, to: 10, round: 2));
        Assert.Equal([new TimeBar(0, 100, 500), new TimeBar(200, 200, 1000), new TimeBar(1000, 1000, 1000)], rows.OfType<CallRow>().Select(x => x.Bar));
        Assert.Equal([1, 1, 0], rows.OfType<CallRow>().Select(x => x.SideBySide));
    }

    [Fact]
    public async Task A_turn_of_no_time_at_all_fills_its_bars()
    {
        var turn = Turn(seconds: 0);
        Assert.Equal(new TimeBar(0, 0, TimeBar.Whole), Assert.Single((await LayAsync(turn, Call(turn, 0, 0, 0))).OfType<CallRow>()).Bar);
    }

    [Fact]
    public async Task The_same_call_again_after_it_failed_is_a_second_try()
    {
        var turn = Turn(seconds: 10);
        var rows = await LayAsync(
            turn,
            Call(turn, 0, 0, 1, round: 1, status: ToolCallStatus.Failed), Call(turn, 1, 1, 2, round: 2), Call(turn, 2, 2, 3, round: 3), Call(turn, 3, 3, 4, round: 4, arguments: """{"other":1}"""));
        Assert.Equal([1, 2, 2, 1], rows.OfType<CallRow>().Select(x => x.Try));
    }

    [Fact]
    public async Task What_was_refused_says_why_and_at_which_step()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var conversation = await domain.ConversationAsync();
        await domain.CallAsync("nothing_like_it", new { }, conversation);
        await domain.CallAsync("get_order", "not JSON", conversation);
        await domain.CallAsync("get_order", new { wrong = 1 }, conversation);
        await domain.CallAsync("execute_refund", new { refund_token = "x" }, conversation);
        await domain.CallAsync("prepare_cancel_order", new { order_id = "#W2378156", reason = "no_longer_needed" }, conversation);
        await domain.CallAsync("get_order", new { order_id = "#W6779827" }, conversation);
        await domain.CallAsync("get_order", new { order_id = "#W2378156" }, conversation);
        var calls = RowsOf(domain, await domain.ReadAsync(conversation)).OfType<CallRow>().ToList();
        Assert.Equal(
            [ToolStep.Known, ToolStep.Json, ToolStep.Schema, ToolStep.Approval, ToolStep.Rules, ToolStep.Scope, null],
            calls.Select(x => x.Call.Step));
        Assert.All(calls.SkipLast(1), x => Assert.False(string.IsNullOrEmpty(x.Reason)));
        Assert.Null(calls[^1].Reason);
        Assert.Equal("Only a pending order can be cancelled; order #W2378156 is delivered.", calls[4].Reason);
    }

    [Fact]
    public async Task What_may_not_be_used_is_refused_at_the_rights()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var stranger = People.Agent with { Roles = new HashSet<string>() };
        Assert.Equal(ToolStep.Permission, (await domain.CallAsync("get_order", new { order_id = "#W2378156" }, person: stranger)).Step);
    }

    [Fact]
    public async Task People_stand_on_the_timeline_with_what_they_decided_and_what_was_carried_out()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var draft = await domain.PrepareAsync(20);
        domain.Time.Advance(TimeSpan.FromSeconds(1));
        await domain.ApproveAsync(draft);
        var rows = RowsOf(domain, await domain.ReadAsync(draft.ConversationId));
        Assert.Contains(rows, x => x is DecisionRow && x.Title.StartsWith("Pia Approver approved: Refund $20.00", StringComparison.Ordinal));
        Assert.Equal([CallKind.Prepared, CallKind.Executed], rows.OfType<CallRow>().Select(x => x.Kind));
        Assert.Contains(TimelineRows.Filter(rows, TimelineFilter.People), x => x is DecisionRow);
        Assert.Equal(["Prepared a refund of $20.00 for #W2378156"], TimelineRows.Filter(rows, TimelineFilter.Prepared).Select(x => x.Title));
        Assert.Equal(["Paid a refund of $20.00 for #W2378156"], TimelineRows.Filter(rows, TimelineFilter.Executed).Select(x => x.Title));
    }

    [Fact]
    public async Task A_filter_leaves_out_turns_in_which_nothing_fits()
    {
        await using var domain = await TestDomain.CreateAsync(new ScriptedModel()
            .Calls(("get_order", """{"order_id":"#W2378156"}""")).Says("Found.").Calls(("get_order", """{"order_id":"#W0000000"}""")).Says("Not found."));
        var first = await domain.AskAsync("The first");
        var rows = RowsOf(domain, await domain.AskAsync("The second", first.Conversation!.Id));
        Assert.Equal(2, TimelineRows.Filter(rows, TimelineFilter.Reads).Count(x => x is TurnRow));
        Assert.Equal(["Alex Agent: The second", "Tried to look up order #W0000000"], TimelineRows.Filter(rows, TimelineFilter.Refused).Select(x => x.Title));
        Assert.Same(rows, TimelineRows.Filter(rows, TimelineFilter.All));
    }

    [Fact]
    public void Costs_are_added_where_any_is_known_and_unknown_where_none_is()
    {
        var turn = Turn(1);
        Assert.Equal(300, TimelineTotals.Of(1, [Round(turn, 100), Round(turn, 200), Round(turn, null)]).CostMicroDollars);
        Assert.Null(TimelineTotals.Of(1, [Round(turn, null)]).CostMicroDollars);
        Assert.Equal((20, 6, 3), (TimelineTotals.Of(1, [Round(turn, 1), Round(turn, 1)]).InputTokens, TimelineTotals.Of(1, [Round(turn, 1), Round(turn, 1)]).OutputTokens, TimelineTotals.Of(3, []).Calls));
    }

    private static IReadOnlyList<TimelineRow> RowsOf(TestDomain domain, Transcript transcript) => new TimelineRows(domain.Get<CallTitles>(), domain.Get<ToolCatalogue>(), domain.Time).Of(transcript);

    private async Task<IReadOnlyList<TimelineRow>> LayAsync(Turn turn, params ToolCall[] calls)
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var transcript = new Transcript();
        var conversation = new Conversation { Id = _conversation, Title = "Test", OwnerId = "agent", OwnerName = "Alex Agent", CreatedAt = Start, UpdatedAt = Start, Revision = 1 };
        transcript.Apply(new(conversation, [], [turn], calls, Array.Empty<Draft>(), []));
        return RowsOf(domain, transcript);
    }

    private Turn Turn(int seconds) => new()
    {
        Id = Guid.NewGuid(),
        ConversationId = _conversation,
        PersonId = "agent",
        PersonName = "Alex Agent",
        CreatedAt = Start,
        StartedAt = Start,
        EndedAt = Start.AddSeconds(seconds),
        State = TurnState.Completed,
    };

    private ToolCall Call(Turn turn, int from, int ran, int to, int round = 1, int position = 0, ToolCallStatus status = ToolCallStatus.Succeeded, string arguments = "{}") => new()
    {
        Id = Guid.NewGuid(),
        ConversationId = _conversation,
        TurnId = turn.Id,
        Round = round,
        Position = position,
        Name = "list_products",
        Arguments = arguments,
        Origin = ToolOrigin.Model,
        PersonName = "Alex Agent",
        Status = status,
        StartedAt = Start.AddSeconds(from),
        RanAt = Start.AddSeconds(ran),
        EndedAt = Start.AddSeconds(to),
    };

    private Round Round(Turn turn, long? cost) => new()
    {
        Id = Guid.NewGuid(),
        ConversationId = _conversation,
        TurnId = turn.Id,
        Number = 1,
        Model = "A model",
        At = Start,
        DurationMs = 5,
        InputTokens = 10,
        OutputTokens = 3,
        CostMicroDollars = cost,
        Revision = 1,
    };
}
