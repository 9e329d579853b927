using System.Globalization;
using System.Text;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Texts;
using SupportAgent.Domain.Tickets;

namespace SupportAgent.Domain.Overview;

/// <summary>Sums a conversation up for whoever takes it over: who the customer is, what was asked, what was done, what is open. It is made from what is stored, so that it costs nothing and invents nothing. In the language of the person who looks; it is stored nowhere.</summary>
/// <param name="Customer">The customer, on one line; null while there is none.</param>
/// <param name="Asked">What people wrote, oldest first.</param>
/// <param name="Done">What took effect, and what was decided against it.</param>
/// <param name="Open">What still waits for somebody.</param>
public sealed record ConversationSummary(string? Customer, IReadOnlyList<string> Asked, IReadOnlyList<string> Done, IReadOnlyList<string> Open)
{
    private const int Most = 12;
    private const int LineLength = 200;

    /// <summary>The summary of a conversation.</summary>
    /// <param name="transcript">All of it.</param>
    /// <param name="titles">Says what calls did.</param>
    /// <param name="overview">The customer, where there is one.</param>
    /// <param name="now">Now: a draft that waits past its time has expired.</param>
    public static ConversationSummary Of(Transcript transcript, CallTitles titles, CustomerOverview? overview, DateTimeOffset now)
    {
        var customer = overview is null ? transcript.Conversation?.CustomerId
            : (overview.OrderCount == 1 ? OverviewTexts.CustomerLineOne : OverviewTexts.CustomerLine).With(
                overview.Customer.Name, overview.Customer.Id, overview.Customer.Email, overview.OrderCount, string.Join(" + ", overview.LifetimeValue.Select(x => x.ForReader())));
        var asked = transcript.Turns.Where(x => x.Question is not null).Select(x => $"{x.Question!.SpeakerName}: {OneLine(x.Question.Text)}");
        return new(customer, Last([.. asked]), Last([.. DoneIn(transcript, titles, now)]), Last([.. OpenIn(transcript, overview, now)]));
    }

    /// <summary>All of it as plain text, to be copied.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        text.AppendLine(Customer is null ? OverviewTexts.NoCustomer : OverviewTexts.CustomerIs.With(Customer));
        foreach (var (title, lines, none) in new[]
        {
            (OverviewTexts.Asked, Asked, OverviewTexts.NothingAsked), (OverviewTexts.Done, Done, OverviewTexts.NothingDone), (OverviewTexts.Open, Open, OverviewTexts.NothingOpen),
        })
        {
            text.AppendLine(lines.Count == 0 ? none : title);
            foreach (var line in lines) text.AppendLine(CultureInfo.InvariantCulture, $"- {line}");
        }

        return text.ToString().TrimEnd();
    }

    // a draft tells its own story; of the other calls only those that wrote something
    private static IEnumerable<string> DoneIn(Transcript transcript, CallTitles titles, DateTimeOffset now)
    {
        var made = transcript.Drafts.Select(draft => (draft.PreparedAt, Line: Settled(draft, draft.StateAsOf(now)))).Where(x => x.Line is not null);
        var wrote = transcript.ToolCalls
            .Where(x => x is { Status: ToolCallStatus.Succeeded, Name: "create_support_ticket" or "add_ticket_note" or "update_ticket" or "transfer_to_human" })
            .Select(x => (PreparedAt: x.StartedAt, Line: (string?)OneLine(titles.Of(x))));
        return made.Concat(wrote).OrderBy(x => x.PreparedAt).Select(x => x.Line!);
    }

    private static string? Settled(Draft draft, DraftState state)
    {
        var names = Wording.Joined(draft.Decisions.Select(x => x.PersonName));
        var summary = OneLine(draft.Summary);
        return state switch
        {
            DraftState.Executed => OverviewTexts.Executed.With(summary, names),
            DraftState.Failed => OverviewTexts.Failed.With(summary, names),
            DraftState.Denied => draft.Decisions.LastOrDefault()?.Note is { } why ? OverviewTexts.DeniedWith.With(summary, names, OneLine(why)) : OverviewTexts.Denied.With(summary, names),
            DraftState.Expired => OverviewTexts.Expired.With(summary),
            DraftState.Stale => OverviewTexts.Stale.With(summary),
            DraftState.Pending or DraftState.Approved or DraftState.Executing or DraftState.Superseded => null,
        };
    }

    private static IEnumerable<string> OpenIn(Transcript transcript, CustomerOverview? overview, DateTimeOffset now)
    {
        foreach (var draft in transcript.Drafts.OrderBy(x => x.Id))
        {
            switch (draft.StateAsOf(now))
            {
                case DraftState.Pending:
                    var missing = draft.ApprovalsNeeded - draft.Decisions.Count;
                    yield return (missing == 1 ? OverviewTexts.WaitsForOne : OverviewTexts.WaitsFor).With(OneLine(draft.Summary), missing);
                    break;
                case DraftState.Approved or DraftState.Executing: yield return OverviewTexts.UnderWay.With(OneLine(draft.Summary)); break;
            }
        }

        if (transcript.Turns.LastOrDefault() is { Turn: { State: TurnState.Failed or TurnState.Interrupted or TurnState.Stopped or TurnState.Limited } end } last)
            yield return OverviewTexts.NoWholeAnswer.With(OneLine(last.Question?.Text ?? ""), OneLine(end.Note ?? ""));
        if (transcript.Working is not null) yield return OverviewTexts.AtWork;
        foreach (var ticket in overview?.OpenTickets ?? []) yield return LineOf(ticket.Status).With(ticket.Id, OneLine(ticket.Subject));
    }

    private static string LineOf(TicketStatus status) => status switch
    {
        TicketStatus.Open => OverviewTexts.OpenTicket,
        TicketStatus.Waiting => OverviewTexts.WaitingTicket,
        TicketStatus.Closed => OverviewTexts.ClosedTicket,
    };

    private static List<string> Last(List<string> lines) => lines.Count <= Most ? lines : [OverviewTexts.MoreBefore.With(lines.Count - Most), .. lines.TakeLast(Most)];

    private static string OneLine(string text) => Text.OneLine(text, LineLength);
}
