using System.Text.Json;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Texts;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Overview;

/// <summary>Lays a conversation out as the rows of its timeline, oldest first. For one reader; not thread-safe.</summary>
/// <remarks>Titles are kept between two layouts: a long conversation is laid out anew whenever something in it changes.</remarks>
public sealed class TimelineRows(CallTitles titles, ToolCatalogue catalogue, TimeProvider time)
{
    private const int QuestionLength = 120;
    private const int ReasonLength = 400;

    private readonly Dictionary<Guid, (long Revision, DraftState? Draft, string Title)> _titles = [];

    /// <summary>All rows.</summary>
    public IReadOnlyList<TimelineRow> Of(Transcript transcript)
    {
        var drafts = transcript.Drafts.ToDictionary(x => x.Id);
        var made = transcript.Drafts.ToDictionary(x => x.ToolCallId);
        var calls = transcript.ToolCalls.ToDictionary(x => x.Id);

        CallRow RowOf(ToolCall call, TimeBar bar)
        {
            var draft = made.GetValueOrDefault(call.Id) ?? (call.DraftId is { } id ? drafts.GetValueOrDefault(id) : null);
            var replaced = draft?.ToolCallId == call.Id && draft.ReplacesId is { } old && drafts.TryGetValue(old, out var before) ? calls.GetValueOrDefault(before.ToolCallId) : null;
            return new(call, draft, KindOf(call)) { Title = TitleOf(call, draft), TurnId = call.TurnId, At = call.StartedAt, Bar = bar, Reason = ReasonOf(call), Replaced = replaced };
        }

        var groups = transcript.Turns.Select(turn => (At: turn.Turn.CreatedAt, turn.Turn.Id, Rows: (IReadOnlyList<TimelineRow>)OfTurn(turn, RowOf)));
        var apart = transcript.ToolCalls.Where(x => x.TurnId is null).Select(call => (At: call.StartedAt, call.Id, Rows: (IReadOnlyList<TimelineRow>)[RowOf(call, BarOf(call, call.StartedAt, End(call)))]));
        var decided = transcript.Drafts.SelectMany(draft => draft.Decisions.Select(x => (x.At, x.Id, Rows: (IReadOnlyList<TimelineRow>)[OfDecision(x, draft)])));
        return [.. groups.Concat(apart).Concat(decided).OrderBy(x => x.At).ThenBy(x => x.Id).SelectMany(x => x.Rows)];
    }

    /// <summary>What all of a conversation took.</summary>
    public static TimelineTotals TotalsOf(Transcript transcript) => TimelineTotals.Of(transcript.ToolCalls.Count, [.. transcript.Turns.SelectMany(x => x.Rounds)]);

    /// <summary>The rows that fit a filter. Turns in which none does are left out.</summary>
    public static IReadOnlyList<TimelineRow> Filter(IReadOnlyList<TimelineRow> rows, TimelineFilter filter)
    {
        if (filter == TimelineFilter.All) return rows;
        var kept = rows.Where(x => Fits(x, filter)).ToList();
        var turns = kept.Select(x => x.TurnId).ToHashSet();
        var keys = kept.Select(x => x.Key).ToHashSet(StringComparer.Ordinal);
        return [.. rows.Where(x => x is TurnRow ? turns.Contains(x.TurnId) : keys.Contains(x.Key))];
    }

    private static bool Fits(TimelineRow row, TimelineFilter filter) => (row, filter) switch
    {
        (CallRow call, TimelineFilter.Reads) => call.Kind == CallKind.Read,
        (CallRow call, TimelineFilter.Prepared) => call.Kind == CallKind.Prepared,
        (CallRow call, TimelineFilter.Executed) => call.Kind == CallKind.Executed,
        (CallRow call, TimelineFilter.Refused) => call.Call.Status is ToolCallStatus.Rejected or ToolCallStatus.Failed or ToolCallStatus.TimedOut,
        (CallRow call, TimelineFilter.People) => call.Call.Origin is ToolOrigin.Person or ToolOrigin.Api,
        (DecisionRow, TimelineFilter.People) => true,
        _ => false,
    };

    private List<TimelineRow> OfTurn(TranscriptTurn turn, Func<ToolCall, TimeBar, CallRow> rowOf)
    {
        var from = turn.Turn.StartedAt ?? turn.Turn.CreatedAt;
        var to = turn.ToolCalls.Select(End).Concat(turn.Rounds.Select(x => x.At.AddMilliseconds(x.DurationMs))).Append(turn.Turn.EndedAt ?? from).Max();
        List<TimelineRow> rows =
        [
            new TurnRow(turn.Turn, TimelineTotals.Of(turn.ToolCalls.Count, turn.Rounds))
            {
                Title = turn.Question is { } question ? $"{question.SpeakerName}: {Text.OneLine(question.Text, QuestionLength)}" : OverviewTexts.OutcomeOfDraft,
                TurnId = turn.Turn.Id,
                At = turn.Turn.CreatedAt,
            },
        ];
        var rounds = turn.Rounds.Select(x => (Number: x.Number, Place: -1, Row: (TimelineRow)OfRound(x, from, to)));
        var failed = new Dictionary<(string Name, string Arguments), int>();
        var calls = turn.ToolCalls.Select((call, place) =>
        {
            var before = failed.GetValueOrDefault((call.Name, call.Arguments));
            if (call.Status is ToolCallStatus.Rejected or ToolCallStatus.Failed or ToolCallStatus.TimedOut) failed[(call.Name, call.Arguments)] = before + 1;
            return (Number: call.Round, Place: call.Position, Row: (TimelineRow)(rowOf(call, BarOf(call, from, to)) with { Place = place, Try = before + 1, SideBySide = Beside(call, turn.ToolCalls) }));
        });
        rows.AddRange(rounds.Concat(calls).OrderBy(x => x.Number).ThenBy(x => x.Place).Select(x => x.Row));
        return rows;
    }

    private static RoundRow OfRound(Round round, DateTimeOffset from, DateTimeOffset to) => new(round)
    {
        Title = OverviewTexts.AskedModel.With(round.Model),
        TurnId = round.TurnId,
        At = round.At,
        Bar = Bar(from, to, round.At, round.At.AddMilliseconds(round.FirstPieceMs ?? round.DurationMs), round.At.AddMilliseconds(round.DurationMs)),
    };

    private static DecisionRow OfDecision(Decision decision, Draft draft) => new(decision, draft)
    {
        Title = (decision.Verdict == Verdict.Approved ? OverviewTexts.PersonApproved : OverviewTexts.PersonDenied).With(decision.PersonName, draft.Summary),
        At = decision.At,
    };

    private string TitleOf(ToolCall call, Draft? draft)
    {
        if (_titles.TryGetValue(call.Id, out var known) && known.Revision == call.Revision && known.Draft == draft?.State) return known.Title;
        var title = titles.Of(call, draft);
        _titles[call.Id] = (call.Revision, draft?.State, title);
        return title;
    }

    private CallKind KindOf(ToolCall call) => catalogue.Find(call.Name) is not { } tool ? CallKind.Unknown : tool.Effect switch
    {
        ToolEffect.Read => CallKind.Read,
        ToolEffect.Prepare => CallKind.Prepared,
        ToolEffect.Write or ToolEffect.Execute => CallKind.Executed,
    };

    private static string? ReasonOf(ToolCall call)
    {
        if (call.Status is not (ToolCallStatus.Rejected or ToolCallStatus.Failed or ToolCallStatus.TimedOut) || call.Result is null) return null;
        var result = ToolArguments.Parse(call.Result).Arguments;
        return result.ValueKind == JsonValueKind.Object && result.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String
            ? Text.OneLine(message.GetString()!, ReasonLength)
            : null;
    }

    private int Beside(ToolCall call, IReadOnlyList<ToolCall> all) =>
        all.Count(x => x.Id != call.Id && x.Round == call.Round && x.StartedAt < End(call) && call.StartedAt < End(x));

    private TimeBar BarOf(ToolCall call, DateTimeOffset from, DateTimeOffset to) => Bar(from, to, call.StartedAt, call.RanAt ?? End(call), End(call));

    private DateTimeOffset End(ToolCall call) => call.EndedAt ?? time.GetUtcNow();

    private static TimeBar Bar(DateTimeOffset from, DateTimeOffset to, DateTimeOffset start, DateTimeOffset ran, DateTimeOffset end)
    {
        var whole = (to - from).Ticks;
        if (whole <= 0) return new(0, 0, TimeBar.Whole);
        int At(DateTimeOffset moment) => (int)Math.Clamp((moment - from).Ticks * TimeBar.Whole / whole, 0, TimeBar.Whole);
        return new(At(start), At(ran), At(end));
    }
}
