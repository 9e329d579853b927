using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Store;
using SupportAgent.Domain.Texts;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Agent;

/// <summary>Takes messages of people: checks them, stores them, and queues their turns. It returns as soon as that is durable.</summary>
public sealed class TurnInbox(SupportStore store, LabelDesk labels, IOptions<LimitOptions> limits, ChangeFeed feed, TimeProvider time)
{
    /// <summary>Stores a message and queues its turn.</summary>
    /// <param name="conversationId">The conversation; null to begin a new one.</param>
    /// <param name="text">What the person wrote: any text.</param>
    /// <param name="person">The person, from the session.</param>
    /// <param name="earlier">For a new conversation: what was said before it elsewhere.</param>
    /// <param name="choice">What is said about the tools of this turn; null for what the conversation says.</param>
    /// <param name="cancel">To give up before it is stored.</param>
    public async Task<Submission> SubmitAsync(
        Guid? conversationId, string text, Actor person, IReadOnlyList<EarlierMessage>? earlier = null, ToolChoice? choice = null, CancellationToken cancel = default)
    {
        text = Text.WellFormed(text.Trim());
        if (WhyNot(text) is { } unfit) return unfit;
        var submission = await store.WriteAsync(db => StoreAsync(db, conversationId, text, person, earlier ?? [], choice), cancel);
        if (submission.ConversationId is not { } id) return submission;
        feed.Publish(Topic.QueuedTurns, Topic.Conversations, Topic.Conversation(id));
        labels.Offer(id, text);
        return submission;
    }

    private async Task<Submission> StoreAsync(SupportDb db, Guid? conversationId, string text, Actor person, IReadOnlyList<EarlierMessage> earlier, ToolChoice? choice)
    {
        var now = time.GetUtcNow();
        if (await WhyNotYetAsync(db, person, now, limits.Value) is { } tooMany) return tooMany;

        if (conversationId is not { } id)
        {
            id = Domain.Id.Next(now);
            db.Add(new Conversation { Id = id, Title = Text.OneLine(text, Conversation.TitleLength), OwnerId = person.Id, OwnerName = person.Name, CreatedAt = now, UpdatedAt = now });
            await db.SaveChangesAsync();
            await db.ImportAsync(id, person, now, earlier);
        }
        else if (await db.Set<Conversation>().FirstOrDefaultAsync(x => x.Id == id) is not { } known)
        {
            return Submission.Refused(ErrorCode.NotFound, AgentTexts.NoConversation);
        }
        else if (known.ClosedAt is not null)
        {
            return Submission.Refused(ErrorCode.PolicyViolation, AgentTexts.Closed);
        }

        var revision = await db.StampAsync(id, now, CancellationToken.None);
        var tools = choice?.ToString() ?? await db.Set<Conversation>().Where(x => x.Id == id).Select(x => x.ToolChoice).FirstAsync();
        return Queue(db, id, text, person, now, revision, tools);
    }

    /// <summary>Why a text is no message; null when it is one.</summary>
    internal static Submission? WhyNot(string text) =>
        text.Length == 0 ? Submission.Refused(ErrorCode.InvalidArguments, AgentTexts.WriteMessage)
        : text.Length > Message.TextLength
            ? Submission.Refused(ErrorCode.InvalidArguments, AgentTexts.MessageTooLong.With(text.Length, Message.TextLength))
        : null;

    /// <summary>Why a person has to wait before the next message; null when there is no need to.</summary>
    internal static async Task<Submission?> WhyNotYetAsync(SupportDb db, Actor person, DateTimeOffset now, LimitOptions limits)
    {
        var minuteAgo = now.AddMinutes(-1);
        return await db.Set<Turn>().CountAsync(x => x.PersonId == person.Id && x.DraftId == null && x.CreatedAt > minuteAgo) >= limits.MessagesPerMinute
            ? Submission.Refused(ErrorCode.RateLimited, AgentTexts.TooManyMessages.With(limits.MessagesPerMinute))
            : null;
    }

    /// <summary>Stores a message and queues its turn, within the caller's transaction.</summary>
    internal static Submission Queue(SupportDb db, Guid conversationId, string text, Actor person, DateTimeOffset now, long revision, string tools, Guid? replaces = null)
    {
        var turn = new Turn
        {
            Id = Domain.Id.Next(now),
            ConversationId = conversationId,
            PersonId = person.Id,
            PersonName = person.Name,
            ClientAddress = person.ClientAddress,
            ReplacesId = replaces,
            CreatedAt = now,
            Revision = revision,
            ToolChoice = tools,
        };
        db.Add(turn);
        db.Add(new Message
        {
            Id = Domain.Id.Next(now),
            ConversationId = conversationId,
            TurnId = turn.Id,
            Speaker = Speaker.Person,
            SpeakerName = person.Name,
            Round = 0,
            Text = text,
            At = now,
            Revision = revision,
        });
        return new Submission(conversationId, turn.Id, null);
    }
}

/// <summary>What came of a message.</summary>
/// <param name="ConversationId">Where it is; null when it was refused.</param>
/// <param name="TurnId">The turn that answers it; null when it was refused.</param>
/// <param name="Problem">Why it was refused: a sentence for the person.</param>
/// <param name="Code">Why it was refused: one of <see cref="ErrorCode"/>.</param>
public sealed record Submission(Guid? ConversationId, Guid? TurnId, string? Problem, string? Code = null)
{
    internal static Submission Refused(string code, string problem) => new(null, null, problem, code);
}
