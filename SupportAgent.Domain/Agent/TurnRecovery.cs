using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Store;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Agent;

/// <summary>
/// Ends the turns and tool calls that a process left running when it died: at the start of another, and from time to time. None of their effects
/// was kept. A process says every few seconds that it is alive; one of this machine that has ended is known at once.
/// </summary>
public sealed class TurnRecovery(SupportStore store, ToolCallLog calls, ChangeFeed feed, TimeProvider time)
{
    /// <summary>How often a process says that it is alive, and looks for those that are not.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>A process of another machine that has said nothing for so long is taken for dead.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    private readonly DateTimeOffset _started = time.GetUtcNow();

    /// <summary>Says that this process is alive, and ends what dead ones left.</summary>
    /// <param name="atStart">Whether this process has begun nothing of its own yet, so that what bears its name is another's that had the same.</param>
    /// <param name="cancel">To give up.</param>
    public async Task RunAsync(bool atStart, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var ended = await store.WriteAsync(async db =>
        {
            await SayAliveAsync(db, now, cancel);
            return await EndAsync(db, await DeadAsync(db, atStart, now, cancel), now, cancel);
        }, cancel);
        // a page may have come back before this was written
        foreach (var conversationId in ended) feed.Publish(Topic.Conversation(conversationId));
        if (ended.Count > 0) feed.Publish(Topic.Conversations, Topic.QueuedTurns);
    }

    private static async Task SayAliveAsync(SupportDb db, DateTimeOffset now, CancellationToken cancel)
    {
        if (await db.Set<Worker>().FirstOrDefaultAsync(x => x.Name == Worker.Here, cancel) is { } here) here.SeenAt = now;
        else db.Add(new Worker { Name = Worker.Here, SeenAt = now });
        await db.SaveChangesAsync(cancel);
    }

    private static async Task<List<string?>> DeadAsync(SupportDb db, bool atStart, DateTimeOffset now, CancellationToken cancel)
    {
        var seen = await db.Set<Worker>().ToDictionaryAsync(x => x.Name, x => x.SeenAt, StringComparer.Ordinal, cancel);
        var busy = await db.Set<Turn>().Where(x => x.State == TurnState.Running).Select(x => x.Runner)
            .Union(db.Set<ToolCall>().Where(x => x.Status == ToolCallStatus.Running).Select(x => x.Runner)).ToListAsync(cancel);
        return [.. busy.Where(x => x is null || (x == Worker.Here ? atStart : Worker.HasEnded(x) || !seen.TryGetValue(x, out var at) || now - at > Silence))];
    }

    private async Task<IReadOnlyCollection<Guid>> EndAsync(SupportDb db, List<string?> dead, DateTimeOffset now, CancellationToken cancel)
    {
        if (dead.Count == 0) return [];
        var left = await calls.EndLeftAsync(db, x => dead.Contains(x.Runner) && (x.Runner != Worker.Here || x.StartedAt < _started), cancel);
        var running = await db.Set<Turn>().Where(x => x.State == TurnState.Running && dead.Contains(x.Runner)).ToListAsync(cancel);
        foreach (var turn in running)
        {
            (turn.State, turn.EndedAt, turn.Note) = (TurnState.Interrupted, now, "The app ended while the agent was at work. Nothing was done twice; you can try again.");
            turn.Revision = await db.StampAsync(turn.ConversationId, now, cancel);
        }

        return running.Select(x => x.ConversationId).Union(left.Select(x => x.ConversationId)).ToList();
    }
}
