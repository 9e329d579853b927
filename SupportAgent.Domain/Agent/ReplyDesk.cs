using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Shop;
using SupportAgent.Domain.Store;
using SupportAgent.Domain.Texts;
using SupportAgent.Domain.Tickets;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Agent;

/// <summary>Has messages to customers written, keeps them, and puts them into tickets as notes. It sends them to nobody.</summary>
public sealed partial class ReplyDesk(
    ModelDesk models, ReplyTones tones, TranscriptReader transcripts, SupportStore store, AuditLog audit, ChangeFeed feed, IOptions<LimitOptions> limits, TimeProvider time, ILogger<ReplyDesk> logger)
{
    /// <summary>Longest wish.</summary>
    public const int WishLength = 500;

    /// <summary>The messages of a conversation, oldest first.</summary>
    public Task<IReadOnlyList<CustomerReply>> ListAsync(Guid conversationId, CancellationToken cancel = default) =>
        store.ReadAsync<IReadOnlyList<CustomerReply>>(async db => await db.Set<CustomerReply>().Where(x => x.ConversationId == conversationId).OrderBy(x => x.Id).ToListAsync(cancel), cancel);

    /// <summary>Has a message written and stores it. Null when it is done; else the sentence that says why not.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="upTo">The turn up to which is told; null for all that was said.</param>
    /// <param name="wish">What the person wishes of it, such as "mention the delay"; may be empty.</param>
    /// <param name="person">Who asks for it.</param>
    /// <param name="cancel">To give up.</param>
    public async Task<string?> WriteAsync(Guid conversationId, Guid? upTo, string? wish, Actor person, CancellationToken cancel = default)
    {
        wish = string.IsNullOrWhiteSpace(wish) ? null : Text.WellFormed(wish.Trim());
        if (wish?.Length > WishLength) return AgentTexts.WishTooLong.With(wish.Length, WishLength);
        if (await WhyNotAsync(person, cancel) is { } refusal) return refusal;
        if (await transcripts.ReadAsync(conversationId, after: 0, cancel) is not { } changes) return AgentTexts.NoConversation;
        var transcript = new Transcript();
        transcript.Apply(changes);
        var turns = transcript.Turns.Where(x => upTo is null || x.Turn.Id.CompareTo(upTo.Value) <= 0).ToList();
        if (!turns.Exists(x => x.Answers.Any())) return AgentTexts.NoAnswerYet;

        var (model, _) = await models.ForAsync(changes.Conversation, cancel);
        var tone = await tones.CurrentAsync(cancel);
        var customer = changes.Conversation.CustomerId is { } id ? await store.ReadAsync(db => db.FindCustomerAsync(id, cancel), cancel) : null;
        var (text, problem) = await AskAsync(model, turns, customer?.Name, tone, wish, cancel);
        if (problem is not null) return problem;
        if (text.Length == 0) return AgentTexts.ModelWroteNothing;
        await store.WriteAsync(async db =>
        {
            var now = time.GetUtcNow();
            await db.StampAsync(conversationId, now, CancellationToken.None);
            db.Add(new CustomerReply
            {
                Id = Id.Next(now),
                ConversationId = conversationId,
                TurnId = turns[^1].Turn.Id,
                Text = text,
                Tone = tone,
                Model = Text.Shorten(Text.WellFormed(model.Description.Name), Round.NameLength),
                PersonId = person.Id,
                PersonName = person.Name,
                At = now,
            });
        }, CancellationToken.None);
        feed.Publish(Topic.Conversation(conversationId));
        return null;
    }

    /// <summary>Adds a message to the ticket of its conversation as a note. Null when it is done; else the sentence that says why not.</summary>
    /// <param name="replyId">The message.</param>
    /// <param name="text">Its text, as the person may have changed it.</param>
    /// <param name="person">Who adds it.</param>
    public async Task<string?> AddToTicketAsync(Guid replyId, string text, Actor person)
    {
        CustomerReply? reply = null;
        Ticket? ticket = null;
        // one transaction: of two clicks one writes, and what says that it is in the ticket is
        var problem = await store.WriteAsync(async db =>
        {
            var now = time.GetUtcNow();
            if (await db.FindStaffAsync(person.Id, now) is not { } who) return AgentTexts.NoRightOnTickets;
            reply = await db.Set<CustomerReply>().AsTracking().FirstOrDefaultAsync(x => x.Id == replyId);
            if (reply is null) return AgentTexts.NoReply;
            if (reply.TicketId is { } already) return AgentTexts.NoteAlready.With(already);
            if (await db.Set<Conversation>().Where(x => x.Id == reply.ConversationId).Select(x => x.TicketId).FirstAsync() is not { } linked) return AgentTexts.NoTicketLinked;
            var outcome = await TicketDesk.AddNoteAsync(db, linked, text, who, now, CancellationToken.None);
            if (outcome.Ticket is null) return outcome.Problem;
            (ticket, reply.TicketId) = (outcome.Ticket, linked);
            await db.StampAsync(reply.ConversationId, now, CancellationToken.None);
            await audit.AppendAsync(db, new AuditEntry(AuditKind.Ticket, TicketsPlugin.AddNote, "succeeded", "person", who)
            {
                ConversationId = reply.ConversationId,
                Arguments = Json.Write(new { ticket_id = linked, note = text }),
                Result = Json.Write(TicketsPlugin.State(ticket)),
            });
            return null;
        });
        if (ticket is not null) feed.Publish([Topic.Conversation(reply!.ConversationId), .. TicketDesk.TopicsOf(ticket)]);
        return problem;
    }

    private Task<string?> WhyNotAsync(Actor person, CancellationToken cancel) => store.ReadAsync<string?>(async db =>
    {
        var now = time.GetUtcNow();
        if (await db.FindStaffAsync(person.Id, now, cancel) is null) return AgentTexts.NoRightToDo;
        var minuteAgo = now.AddMinutes(-1);
        return await db.Set<CustomerReply>().CountAsync(x => x.PersonId == person.Id && x.At > minuteAgo, cancel) >= limits.Value.MessagesPerMinute
            ? AgentTexts.TooManyReplies.With(limits.Value.MessagesPerMinute)
            : null;
    }, cancel);

    [SuppressMessage("Design", "CA1031", Justification = "Clients of models fail in many ways, and each becomes a sentence.")]
    private async Task<(string Text, string? Problem)> AskAsync(Models.ConfiguredModel model, List<TranscriptTurn> turns, string? customerName, ReplyTone tone, string? wish, CancellationToken cancel)
    {
        using var tooLong = new CancellationTokenSource(TimeSpan.FromSeconds(limits.Value.TurnSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(tooLong.Token, cancel);
        try
        {
            return (await ReplyRequest.AskAsync(model.Client, turns, customerName, tone, wish, either.Token), null);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            LogFailed(e.GetType().Name);
            return ("", tooLong.IsCancellationRequested ? AgentTexts.ModelTooSlow : new ModelException(e).Message);
        }
    }

    // the exception itself may hold what was said
    [LoggerMessage(Level = LogLevel.Warning, Message = "No message to the customer was written: {Fault}")]
    private partial void LogFailed(string fault);
}
