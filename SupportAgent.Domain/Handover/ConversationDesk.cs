using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Store;
using SupportAgent.Domain.Texts;
using SupportAgent.Domain.Tickets;

namespace SupportAgent.Domain.Handover;

/// <summary>
/// What people do with a conversation as a whole. Conversations are the team's: every member of staff with a role may, and nobody else. Each act is in
/// the audit. All answer null when it is done, or else the sentence that says why not.
/// </summary>
public sealed class ConversationDesk(SupportStore store, AuditLog audit, ChangeFeed feed, TimeProvider time)
{
    /// <summary>The acts in the audit.</summary>
    public const string Rename = "rename_conversation", Close = "close_conversation", Reopen = "reopen_conversation", Assign = "assign_conversation", Link = "link_ticket";

    /// <summary>Gives it another title.</summary>
    public Task<string?> RenameAsync(Guid conversationId, string title, Actor person)
    {
        var words = Text.WellFormed(Text.OneLine(title));
        if (words.Length == 0) return Refused(HandoverTexts.WriteTitle);
        if (words.Length > Conversation.TitleLength) return Refused(HandoverTexts.TitleTooLong.With(Conversation.TitleLength));
        return ActAsync(conversationId, person, Rename, (_, conversation, _, _) =>
        {
            var before = conversation.Title;
            conversation.Title = words;
            return Task.FromResult(Act.Of(before != words, new { from = before, to = words }));
        });
    }

    /// <summary>Closes it: it takes no further message. A turn that runs comes to its end, and what waits for a decision goes on waiting.</summary>
    public Task<string?> CloseAsync(Guid conversationId, Actor person) => ActAsync(conversationId, person, Close, (_, conversation, who, now) =>
    {
        if (conversation.ClosedAt is not null) return Task.FromResult(Act.Nothing);
        (conversation.ClosedAt, conversation.ClosedByName) = (now, who.Name);
        return Task.FromResult(Act.Of(true, null));
    });

    /// <summary>Opens a closed one again.</summary>
    public Task<string?> ReopenAsync(Guid conversationId, Actor person) => ActAsync(conversationId, person, Reopen, (_, conversation, _, _) =>
    {
        if (conversation.ClosedAt is null) return Task.FromResult(Act.Nothing);
        (conversation.ClosedAt, conversation.ClosedByName) = (null, null);
        return Task.FromResult(Act.Of(true, null));
    });

    /// <summary>Gives it to a colleague, who looks after it from now on; one that waits to be taken over is taken by that.</summary>
    public Task<string?> AssignAsync(Guid conversationId, string colleagueId, Actor person) => ActAsync(conversationId, person, Assign, async (db, conversation, _, now) =>
    {
        if (await db.FindStaffAsync(colleagueId, now) is not { } colleague) return Act.Refused(HandoverTexts.NoColleague);
        var before = conversation.OwnerName;
        if (conversation.OwnerId == colleague.Id) return Act.Nothing;
        (conversation.OwnerId, conversation.OwnerName) = (colleague.Id, colleague.Name);
        await db.Set<HandOver>().Where(x => x.ConversationId == conversationId && x.TakenAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.TakenById, colleague.Id).SetProperty(x => x.TakenByName, colleague.Name).SetProperty(x => x.TakenAt, now));
        return Act.Of(true, new { from = before, to = colleague.Name });
    });

    /// <summary>Links it to a ticket; without one, takes the link away.</summary>
    public async Task<string?> LinkAsync(Guid conversationId, string? ticketId, Actor person)
    {
        string? before = null, after = null;
        var problem = await ActAsync(conversationId, person, Link, async (db, conversation, _, _) =>
        {
            var wanted = ticketId?.Trim();
            if (wanted?.Length == 0) return Act.Refused(HandoverTexts.SayTicket);
            if (wanted is not null && await db.FindTicketAsync(wanted) is not { } found) return Act.Refused(HandoverTexts.NoTicket.With(Text.Shorten(wanted, 40)));
            (before, after) = (conversation.TicketId, wanted is null ? null : Ticket.IdOf(Ticket.NumberOf(wanted)!.Value));
            conversation.TicketId = after;
            return Act.Of(before != after, new { from = before, to = after });
        });
        foreach (var ticket in new[] { before, after }.OfType<string>()) feed.Publish(Topic.Ticket(ticket));
        return problem;
    }

    private async Task<string?> ActAsync(Guid conversationId, Actor person, string action, Func<SupportDb, Conversation, Actor, DateTimeOffset, Task<Act>> act)
    {
        var problem = await store.WriteAsync(async db =>
        {
            var now = time.GetUtcNow();
            if (await db.FindStaffAsync(person.Id, now) is not { } who) return HandoverTexts.NoRight;
            if (await db.Set<Conversation>().AsTracking().FirstOrDefaultAsync(x => x.Id == conversationId) is not { } conversation) return HandoverTexts.NoConversation;
            var done = await act(db, conversation, who, now);
            if (done.Problem is not null || !done.Changes) return done.Problem;
            conversation.Revision++;
            await audit.AppendAsync(db, new AuditEntry(AuditKind.Conversation, action, "succeeded", "person", who)
            {
                ConversationId = conversationId,
                Arguments = done.Arguments is null ? null : Json.Write(done.Arguments),
            });
            return null;
        });
        feed.Publish(Topic.Conversation(conversationId), Topic.Conversations);
        return problem;
    }

    private static Task<string?> Refused(string problem) => Task.FromResult<string?>(problem);

    private sealed record Act(bool Changes, object? Arguments, string? Problem)
    {
        public static Act Nothing { get; } = new(false, null, null);

        public static Act Of(bool changes, object? arguments) => new(changes, arguments, null);

        public static Act Refused(string problem) => new(false, null, problem);
    }
}
