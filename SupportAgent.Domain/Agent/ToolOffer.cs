using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Store;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Agent;

/// <summary>Which tools a model is offered in a round of a turn: those that the person may use, chosen from what the conversation is about.</summary>
public sealed class ToolOffer(ToolCatalogue catalogue, ToolSelection selection, SupportStore store)
{
    private const int Looked = 4;

    /// <summary>The tools of the next round.</summary>
    /// <param name="transcript">The conversation before the turn began to work.</param>
    /// <param name="turn">The turn.</param>
    /// <param name="person">On whose behalf.</param>
    /// <param name="called">What was called in this turn so far.</param>
    public async Task<IReadOnlyList<ToolDefinition>> ChooseAsync(TranscriptChanges transcript, Turn turn, Actor person, IReadOnlyCollection<ToolCall> called)
    {
        var (settings, known) = await store.ReadAsync(async db => (
            await db.Set<ToolSetting>().ToDictionaryAsync(x => x.Name, StringComparer.Ordinal),
            await db.Set<Conversation>().Where(x => x.Id == turn.ConversationId).Select(x => new { x.PinnedGroups, x.Category }).FirstAsync()));
        var usable = catalogue.All.Where(x => x.IsOffered && settings.GetValueOrDefault(x.Name)?.WhyNot(person) is null);
        var choice = ToolChoice.Parse(turn.ToolChoice);
        if (choice.Kind == ToolChoiceKind.None) return [];
        // a tool that has to be called is the first round's; after that the turn goes on as usual
        if (choice.Kind == ToolChoiceKind.Only || (choice.Kind == ToolChoiceKind.Must && turn.Rounds == 1)) return [.. usable.Where(x => choice.Names.Contains(x.Name))];
        return selection.Choose(usable, SaidIn(transcript, turn, called), UsedIn(transcript, called), GroupsOf(known.PinnedGroups), known.Category);
    }

    /// <summary>The groups in a conversation's list of pinned ones.</summary>
    public static IReadOnlySet<ToolGroup> GroupsOf(string pinned) =>
        pinned.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(x => Enum.TryParse<ToolGroup>(x, out _)).Select(Enum.Parse<ToolGroup>).ToHashSet();

    // what was asked for in vain must come now, however much was used before
    private static HashSet<string> UsedIn(TranscriptChanges transcript, IReadOnlyCollection<ToolCall> called) =>
        (called.Any(x => x.Code == ErrorCode.UnknownTool) ? called : transcript.ToolCalls.TakeLast(2 * ToolSelection.Most).Concat(called))
            .Select(x => x.Name).ToHashSet(StringComparer.Ordinal);

    // what the person says now counts most, then what was said before, by the agent too, and what was found out
    private static IEnumerable<(string Text, double Weight)> SaidIn(TranscriptChanges transcript, Turn turn, IReadOnlyCollection<ToolCall> called) =>
        transcript.Messages.TakeLast(Looked).Select(x => (x.Text, x.TurnId == turn.Id ? 3.0 : x.Speaker == Speaker.Person ? 1.5 : 0.5))
            .Concat(called.Select(x => (Text.Shorten(x.Result ?? "", 2000), 0.3)));
}
