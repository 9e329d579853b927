using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Store;
using SupportAgent.Domain.Texts;

namespace SupportAgent.Domain.Handover;

/// <summary>Where people say whether an answer helped, and where admins read it.</summary>
public sealed class FeedbackDesk(SupportStore store, TimeProvider time)
{
    /// <summary>Stores what a person thinks of an answer, in the place of what he or she thought before. Null when it is done; else the sentence that says why not.</summary>
    /// <param name="messageId">An answer of the agent.</param>
    /// <param name="verdict">Good or bad; null takes back what was said.</param>
    /// <param name="comment">Why, or null.</param>
    /// <param name="person">Who says so.</param>
    public async Task<string?> GiveAsync(Guid messageId, FeedbackVerdict? verdict, string? comment, Actor person)
    {
        var words = string.IsNullOrWhiteSpace(comment) ? null : Text.WellFormed(comment.Trim());
        if (words?.Length > Feedback.CommentLength) return FeedbackDeskTexts.TooLong.With(words.Length, Feedback.CommentLength);
        return await store.WriteAsync(async db =>
        {
            var now = time.GetUtcNow();
            if (await db.FindStaffAsync(person.Id, now) is not { } who) return FeedbackDeskTexts.NoRight;
            var answer = await db.Set<Message>().Where(x => x.Id == messageId && x.Speaker == Speaker.Agent).Select(x => new { x.ConversationId }).FirstOrDefaultAsync();
            if (answer is null) return FeedbackDeskTexts.NoAnswer;
            var before = await db.Set<Feedback>().AsTracking().FirstOrDefaultAsync(x => x.MessageId == messageId && x.PersonId == who.Id);
            if (verdict is not { } wanted)
            {
                if (before is not null) db.Remove(before);
            }
            else if (before is null)
            {
                db.Add(new Feedback { Id = Id.Next(now), MessageId = messageId, ConversationId = answer.ConversationId, PersonId = who.Id, PersonName = who.Name, Verdict = wanted, Comment = words, At = now });
            }
            else
            {
                (before.Verdict, before.Comment, before.PersonName, before.At) = (wanted, words, who.Name, now);
            }

            return null;
        });
    }

    /// <summary>What a person thinks of the answers of a conversation, by the answers' ids.</summary>
    public Task<IReadOnlyDictionary<Guid, Feedback>> OfAsync(Guid conversationId, string personId, CancellationToken cancel = default) =>
        store.ReadAsync<IReadOnlyDictionary<Guid, Feedback>>(async db => await db.Set<Feedback>().Where(x => x.ConversationId == conversationId && x.PersonId == personId).ToDictionaryAsync(x => x.MessageId, cancel), cancel);

    /// <summary>What everybody thinks, the latest first; null for a person who is no admin.</summary>
    /// <param name="verdict">Only these; null for all.</param>
    /// <param name="words">Words that each have to stand in the comment, the answer or the name of the person.</param>
    /// <param name="number">The page, from 1.</param>
    /// <param name="person">Who asks.</param>
    /// <param name="cancel">To give up.</param>
    public Task<PageOf<FeedbackRow>?> ListAsync(FeedbackVerdict? verdict, string words, int number, Actor person, CancellationToken cancel = default) => store.ReadAsync(async db =>
    {
        if (await db.FindAdminAsync(person.Id, time.GetUtcNow(), cancel) is null) return null;
        var found = db.Set<Feedback>().Join(db.Set<Message>(), x => x.MessageId, x => x.Id, (feedback, message) => new { Feedback = feedback, Message = message })
            .Join(db.Set<Conversation>(), x => x.Feedback.ConversationId, x => x.Id, (x, conversation) => new { x.Feedback, x.Message, conversation.Title });
        if (verdict is { } wanted) found = found.Where(x => x.Feedback.Verdict == wanted);
        foreach (var pattern in SearchWords.In(words).Select(SearchWords.Anywhere))
        {
            found = found.Where(x => EF.Functions.Like(x.Feedback.Comment!, pattern, SearchWords.Escape) || EF.Functions.Like(x.Message.Text, pattern, SearchWords.Escape)
                || EF.Functions.Like(x.Feedback.PersonName, pattern, SearchWords.Escape));
        }

        return await found.OrderByDescending(x => x.Feedback.At).ThenByDescending(x => x.Feedback.Id)
            .Select(x => new FeedbackRow(x.Feedback.Id, x.Feedback.ConversationId, x.Title, x.Feedback.PersonName, x.Feedback.Verdict, x.Feedback.Comment, x.Message.Text, x.Feedback.At))
            .ToPageAsync(number, 25, cancel);
    }, cancel);
}

/// <summary>What one person thinks of one answer, in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ConversationId">Where the answer stands.</param>
/// <param name="Title">That conversation's title.</param>
/// <param name="PersonName">Who says so.</param>
/// <param name="Verdict">Good or bad.</param>
/// <param name="Comment">Why, or null. Untrusted.</param>
/// <param name="Answer">The answer: Markdown, untrusted.</param>
/// <param name="At">When it was last changed.</param>
public sealed record FeedbackRow(Guid Id, Guid ConversationId, string Title, string PersonName, FeedbackVerdict Verdict, string? Comment, string Answer, DateTimeOffset At);
