using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Store;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Agent;

/// <summary>Writes the course of turns down.</summary>
public sealed class TurnLog(SupportStore store, TranscriptReader transcripts, ToolCallLog calls, ChangeFeed feed, TimeProvider time)
{
    /// <summary>The whole conversation of a turn.</summary>
    public async Task<TranscriptChanges> ReadAsync(Turn turn) =>
        await transcripts.ReadAsync(turn.ConversationId, after: 0) ?? throw new InvalidOperationException($"Conversation {turn.ConversationId} is gone.");

    /// <summary>
    /// Takes the next queued turn of a conversation in which none runs, and marks it running. Null when there is none: of several takers, on
    /// several machines too, one gets it.
    /// </summary>
    public async Task<Turn?> TakeNextAsync(CancellationToken cancel)
    {
        // a look costs no lock, so that it can be often
        if (!await store.ReadAsync(db => db.Set<Turn>().AnyAsync(x => x.State == TurnState.Queued, cancel), cancel)) return null;
        return await store.WriteAsync(db => TakeNextAsync(db, cancel), cancel);
    }

    private async Task<Turn?> TakeNextAsync(SupportDb db, CancellationToken cancel)
    {
        var turns = db.Set<Turn>();
        var next = await turns.Where(x => x.State == TurnState.Queued && !turns.Any(other => other.ConversationId == x.ConversationId && other.State == TurnState.Running))
            .OrderBy(x => x.Id).FirstOrDefaultAsync(cancel);
        if (next is null) return null;
        var now = time.GetUtcNow();
        (next.State, next.StartedAt, next.Runner) = (TurnState.Running, now, Worker.Here);
        next.Revision = await db.StampAsync(next.ConversationId, now, cancel);
        return next;
    }

    /// <summary>Stores a round that is over, and what the agent said in it.</summary>
    /// <param name="turn">The turn, with the number of the round.</param>
    /// <param name="round">What came of it.</param>
    /// <param name="model">The model's name for people.</param>
    /// <param name="clock">How long it took.</param>
    public async Task RoundAsync(Turn turn, ModelRound round, string model, RoundClock clock)
    {
        var now = time.GetUtcNow();
        await store.WriteAsync(async db =>
        {
            var revision = await db.StampAsync(turn.ConversationId, now, CancellationToken.None);
            db.Add(new Round
            {
                Id = Domain.Id.Next(now),
                ConversationId = turn.ConversationId,
                TurnId = turn.Id,
                Number = turn.Rounds,
                Model = NameOf(model)!,
                AnsweredBy = NameOf(round.Model),
                ResponseId = NameOf(round.ResponseId),
                At = clock.Start,
                FirstPieceMs = clock.FirstPieceMs,
                DurationMs = clock.DurationMs,
                InputTokens = round.InputTokens,
                OutputTokens = round.OutputTokens,
                CostMicroDollars = round.CostMicroDollars,
                Finish = round.Finish is { } finish ? Text.Shorten(Text.WellFormed(finish.Value), 40) : null,
                Revision = revision,
            });
            if (round.Text.Length == 0) return;
            db.Add(new Message
            {
                Id = Domain.Id.Next(now),
                ConversationId = turn.ConversationId,
                TurnId = turn.Id,
                Speaker = Speaker.Agent,
                SpeakerName = "Agent",
                Round = turn.Rounds,
                Text = round.Text,
                At = now,
                Revision = revision,
            });
        });
        feed.Publish(Topic.Conversation(turn.ConversationId));
    }

    private static string? NameOf(string? text) => text is null ? null : Text.Shorten(Text.WellFormed(text), Round.NameLength);

    /// <summary>Stores how a turn ended, and ends with it what it left running.</summary>
    public async Task EndAsync(Turn turn, TurnEnd end)
    {
        var now = time.GetUtcNow();
        await store.WriteAsync(async db =>
        {
            await calls.EndLeftAsync(db, x => x.TurnId == turn.Id, CancellationToken.None);
            var revision = await db.StampAsync(turn.ConversationId, now, CancellationToken.None);
            await db.Set<Turn>().Where(x => x.Id == turn.Id && x.State == TurnState.Running).ExecuteUpdateAsync(set => set
                .SetProperty(x => x.State, end.State)
                .SetProperty(x => x.Note, end.Note)
                .SetProperty(x => x.EndedAt, now)
                .SetProperty(x => x.Rounds, turn.Rounds)
                .SetProperty(x => x.InputTokens, turn.InputTokens)
                .SetProperty(x => x.OutputTokens, turn.OutputTokens)
                .SetProperty(x => x.Revision, revision));
        });
        feed.Publish(Topic.Conversation(turn.ConversationId), Topic.Conversations, Topic.QueuedTurns);
    }
}
