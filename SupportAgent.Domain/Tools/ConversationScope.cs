using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Tools;

/// <summary>
/// Keeps a conversation with its customer. The first customer that the agent looks at becomes the conversation's. From then on the agent
/// reaches only that one, and those whom a person has named in this conversation: naming somebody else switches to them, and the audit says so.
/// What stands in an order, a ticket or a tool's result names nobody.
/// </summary>
public sealed class ConversationScope(IEnumerable<IScopeSource> sources, SupportStore store, AuditLog audit, ChangeFeed feed, TimeProvider time)
{
    /// <summary>The act in the audit.</summary>
    public const string Act = "switch_customer";

    private const int LookedAt = 50;
    private const string Said = "said";

    /// <summary>Null when a call stays with the conversation's customer; else the sentence that says why not.</summary>
    public async Task<string?> WhyNotAsync(ToolRequest request, JsonElement arguments)
    {
        if (request.Origin is not (ToolOrigin.Model or ToolOrigin.Api)) return null;
        var (bound, wanted, reachable) = await store.ReadAsync(db => ReadAsync(db, request, arguments));
        if (bound is not null && await store.ReadAsync(db => LooksForUnnamedAsync(db, request, arguments)))
            return "Nobody here has asked for such a person. Look only for people whom the person has described, in their words.";
        if (wanted.Count == 0 || wanted.All(x => x == bound)) return null;
        if (wanted.Any(x => x != bound && !reachable.Contains(x)) && (bound is not null || reachable.Count > 0))
        {
            return "That belongs to another customer than this conversation is about, and nobody here has asked for it. "
                + "Only the person can switch: by naming the order, the ticket or the customer, or on the page.";
        }

        await SwitchAsync(request.ConversationId, bound, wanted.Last(x => x != bound), request.Person, Said);
        return null;
    }

    /// <summary>The customers whom the agent may look at in a conversation; null when it has none yet, and anybody may be the first.</summary>
    public async Task<IReadOnlySet<string>?> ReachableAsync(SupportDb db, Guid conversationId, CancellationToken cancel)
    {
        var bound = await db.Set<Conversation>().Where(x => x.Id == conversationId).Select(x => x.CustomerId).FirstOrDefaultAsync(cancel);
        return bound is null ? null : (await NamedAsync(db, conversationId, cancel)).Append(bound).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>A person chooses the customer of a conversation, or none.</summary>
    /// <exception cref="StoreUnavailableException">The store could not be written.</exception>
    public async Task ChooseAsync(Guid conversationId, string? customerId, Actor person)
    {
        var bound = await store.ReadAsync(db => db.Set<Conversation>().Where(x => x.Id == conversationId).Select(x => x.CustomerId).FirstOrDefaultAsync());
        if (bound != customerId) await SwitchAsync(conversationId, bound, customerId, person, "chosen");
    }

    private async Task<(string? Bound, IReadOnlyList<string> Wanted, IReadOnlySet<string> Reachable)> ReadAsync(SupportDb db, ToolRequest request, JsonElement arguments)
    {
        var bound = await db.Set<Conversation>().Where(x => x.Id == request.ConversationId).Select(x => x.CustomerId).FirstOrDefaultAsync();
        List<string> wanted = [];
        foreach (var argument in arguments.EnumerateObject().Where(x => x.Value.ValueKind == JsonValueKind.String))
        {
            foreach (var source in sources)
                if (await source.CustomerOfAsync(db, argument.Name, argument.Value.GetString()!, CancellationToken.None) is { } customer) wanted.Add(customer);
        }

        return wanted.Count == 0 || wanted.All(x => x == bound)
            ? (bound, wanted, new HashSet<string>())
            : (bound, wanted, await NamedAsync(db, request.ConversationId, CancellationToken.None));
    }

    // once a conversation has its customer, a list of people is no way around it
    private async Task<bool> LooksForUnnamedAsync(SupportDb db, ToolRequest request, JsonElement arguments)
    {
        var details = arguments.EnumerateObject().Where(x => x.Value.ValueKind == JsonValueKind.String && sources.Any(source => source.IsDetail(x.Name)))
            .Select(x => x.Value.GetString()!.Trim()).ToList();
        if (details.Count == 0) return false;
        var text = await SaidByPeopleAsync(db, request.ConversationId, CancellationToken.None);
        return details.Exists(x => !text.Contains(x, StringComparison.OrdinalIgnoreCase));
    }

    private static async Task<string> SaidByPeopleAsync(SupportDb db, Guid conversationId, CancellationToken cancel) =>
        string.Join('\n', await db.Set<Message>().Where(x => x.ConversationId == conversationId && x.Speaker == Speaker.Person && !db.Set<Turn>().Any(turn => turn.Id == x.TurnId && turn.ReplacedById != null))
            .OrderByDescending(x => x.Id).Take(LookedAt).Select(x => x.Text).ToListAsync(cancel));

    private async Task<IReadOnlySet<string>> NamedAsync(SupportDb db, Guid conversationId, CancellationToken cancel)
    {
        var text = await SaidByPeopleAsync(db, conversationId, cancel);
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var source in sources) named.UnionWith(await source.CustomersInAsync(db, text, cancel));
        return named;
    }

    private async Task SwitchAsync(Guid conversationId, string? from, string? to, Actor person, string how)
    {
        await store.WriteAsync(async db =>
        {
            var changed = await db.Set<Conversation>().Where(x => x.Id == conversationId && x.CustomerId == from).ExecuteUpdateAsync(set => set.SetProperty(x => x.CustomerId, to));
            if (changed == 0) return; // somebody was faster
            await db.StampAsync(conversationId, time.GetUtcNow(), CancellationToken.None);
            if (from is null && how == Said) return; // it had none: nothing was switched
            await audit.AppendAsync(db, new AuditEntry(AuditKind.Scope, Act, "succeeded", "person", person)
            {
                ConversationId = conversationId,
                Arguments = Json.Write(new { from, to, how }),
            });
        });
        feed.Publish(Topic.Conversation(conversationId));
    }
}
