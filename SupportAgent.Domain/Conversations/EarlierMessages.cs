using SupportAgent.Domain.Access;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Conversations;

/// <summary>Stores what was said before a conversation came here.</summary>
public static class EarlierMessages
{
    /// <summary>Stores earlier messages as turns that are over: each message of a person begins one.</summary>
    public static async Task ImportAsync(this SupportDb db, Guid conversationId, Actor person, DateTimeOffset now, IReadOnlyList<EarlierMessage> earlier)
    {
        Turn? turn = null;
        foreach (var message in earlier)
        {
            if (turn is null || message.Speaker == Speaker.Person)
            {
                var revision = await db.StampAsync(conversationId, now, CancellationToken.None);
                turn = new Turn { Id = Domain.Id.Next(now), ConversationId = conversationId, PersonId = person.Id, PersonName = person.Name, CreatedAt = now, Revision = revision, State = TurnState.Completed, EndedAt = now };
                db.Add(turn);
            }

            if (message.Speaker == Speaker.Agent) turn.Rounds++;
            db.Add(new Message
            {
                Id = Domain.Id.Next(now),
                ConversationId = conversationId,
                TurnId = turn.Id,
                Speaker = message.Speaker,
                SpeakerName = message.Speaker == Speaker.Person ? person.Name : "Agent",
                Round = message.Speaker == Speaker.Person ? 0 : turn.Rounds,
                Text = Domain.Text.WellFormed(message.Text),
                At = now,
                Revision = turn.Revision,
            });
            await db.SaveChangesAsync();
        }
    }
}
