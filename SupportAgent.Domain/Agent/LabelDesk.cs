using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Shop;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Agent;

/// <summary>
/// Has conversations labelled beside their turns: the first message, and later ones while the label is "other" or when they name another order. A
/// label is a convenience: what goes wrong with it is logged and nothing else, and when there is too much to do, messages are left out.
/// </summary>
public sealed partial class LabelDesk(
    ModelDesk models, SupportStore store, ChangeFeed feed, IOptions<LabelOptions> options, TimeProvider time, ILogger<LabelDesk> logger) : BackgroundService
{
    /// <summary>Messages of people in a conversation that are looked at.</summary>
    public const int MostMessages = 20;

    private const int SideBySide = 4;
    private const int MostWaiting = 100;

    private readonly Channel<Asked> _asked = Channel.CreateBounded<Asked>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Takes a message that a person has sent. It returns at once.</summary>
    public void Offer(Guid conversationId, string message)
    {
        if (options.Value.IsOn) _asked.Writer.TryWrite(new(conversationId, message));
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Parallel.ForEachAsync(
                _asked.Reader.ReadAllAsync(stoppingToken),
                new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = stoppingToken },
                async (asked, cancel) => await LabelAsync(asked, cancel));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the app ends
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The edge of a label: whatever breaks it, the next one has to be tried.")]
    private async Task LabelAsync(Asked asked, CancellationToken shutdown)
    {
        try
        {
            using var tooLong = new CancellationTokenSource(TimeSpan.FromSeconds(options.Value.Seconds), time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(tooLong.Token, shutdown);
            if (await store.ReadAsync(db => FindAsync(db, asked, either.Token), either.Token) is not { } conversation) return;
            var (model, _) = await models.ForAsync(conversation, either.Token);
            var label = await ConversationLabeller.LabelAsync(model.Client, asked.Message, either.Token);
            await store.WriteAsync(db => StoreAsync(db, asked.ConversationId, label, either.Token), either.Token);
            feed.Publish(Topic.Conversation(asked.ConversationId), Topic.Conversations);
        }
        catch (Exception e)
        {
            // the exception itself may hold what was said
            if (!shutdown.IsCancellationRequested) LogFailed(asked.ConversationId, e.GetType().Name);
        }
    }

    // null when it needs no other label
    private static async Task<Conversation?> FindAsync(SupportDb db, Asked asked, CancellationToken cancel)
    {
        var known = await db.Set<Conversation>().FirstOrDefaultAsync(x => x.Id == asked.ConversationId, cancel);
        if (known is null) return null;
        var changesSubject = known.Category is null or LabelCategory.Other || Order.IdsIn(asked.Message).Any(x => x != known.LabelOrderId);
        return changesSubject && await db.Set<Message>().CountAsync(x => x.ConversationId == asked.ConversationId && x.Speaker == Speaker.Person, cancel) <= MostMessages ? known : null;
    }

    // it is no event of the conversation, so that it counts as a change but does not bring the conversation to the top of lists
    private static async Task StoreAsync(SupportDb db, Guid conversationId, ConversationLabel label, CancellationToken cancel)
    {
        var conversation = db.Set<Conversation>().Where(x => x.Id == conversationId);
        // "and #W1234567?" alone says nothing that would make a known subject unknown
        var known = conversation.Where(x => x.Category != null && x.Category != LabelCategory.Other);
        if (label.Category == LabelCategory.Other && await known.AnyAsync(cancel))
        {
            await known.ExecuteUpdateAsync(set => set.SetProperty(x => x.Revision, x => x.Revision + 1).SetProperty(x => x.LabelOrderId, x => label.OrderId ?? x.LabelOrderId), cancel);
            return;
        }

        await conversation.ExecuteUpdateAsync(set => set
            .SetProperty(x => x.Revision, x => x.Revision + 1)
            .SetProperty(x => x.Category, label.Category)
            .SetProperty(x => x.Urgency, label.Urgency)
            .SetProperty(x => x.LabelOrderId, label.OrderId)
            .SetProperty(x => x.Summary, label.Summary), cancel);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Conversation {ConversationId} got no label: {Fault}")]
    private partial void LogFailed(Guid conversationId, string fault);

    private sealed record Asked(Guid ConversationId, string Message);
}
