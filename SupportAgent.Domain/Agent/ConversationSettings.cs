using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Models;
using SupportAgent.Domain.Shop;
using SupportAgent.Domain.Store;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Agent;

/// <summary>What people set of a conversation: its customer, and the tools that the agent always gets in it.</summary>
public sealed class ConversationSettings(SupportStore store, ConversationScope scope, ModelRoster models, ChangeFeed feed, TimeProvider time)
{
    /// <summary>Pins groups of tools, and no others. Null when it is done; else the sentence that says why not.</summary>
    public async Task<string?> PinAsync(Guid conversationId, IReadOnlyCollection<ToolGroup> groups, Actor person)
    {
        if (!MayChange(person)) return "You don't have the right to change this.";
        var pinned = string.Join(' ', groups.Distinct().Order());
        await store.WriteAsync(async db =>
        {
            await db.StampAsync(conversationId, time.GetUtcNow(), CancellationToken.None);
            await db.Set<Conversation>().Where(x => x.Id == conversationId).ExecuteUpdateAsync(set => set.SetProperty(x => x.PinnedGroups, pinned));
        });
        feed.Publish(Topic.Conversation(conversationId));
        return null;
    }

    /// <summary>Says whether the agent may use tools in the turns to come. Null when it is done; else the sentence that says why not.</summary>
    public async Task<string?> ChooseToolsAsync(Guid conversationId, ToolChoice choice, Actor person)
    {
        if (!MayChange(person)) return "You don't have the right to change this.";
        var text = choice.ToString();
        await store.WriteAsync(async db =>
        {
            await db.StampAsync(conversationId, time.GetUtcNow(), CancellationToken.None);
            await db.Set<Conversation>().Where(x => x.Id == conversationId).ExecuteUpdateAsync(set => set.SetProperty(x => x.ToolChoice, text));
        });
        feed.Publish(Topic.Conversation(conversationId));
        return null;
    }

    /// <summary>Picks the model that answers in the turns to come; null for the default. Null when it is done; else the sentence that says why not.</summary>
    public async Task<string?> PickModelAsync(Guid conversationId, string? modelId, Actor person)
    {
        if (!MayChange(person)) return "You don't have the right to change this.";
        var picked = models.Find(modelId)?.Id;
        if (modelId is not null && picked is null) return "There is no such model.";
        await store.WriteAsync(async db =>
        {
            await db.StampAsync(conversationId, time.GetUtcNow(), CancellationToken.None);
            await db.Set<Conversation>().Where(x => x.Id == conversationId).ExecuteUpdateAsync(set => set.SetProperty(x => x.ModelId, picked));
        });
        feed.Publish(Topic.Conversation(conversationId));
        return null;
    }

    /// <summary>Turns a conversation to a customer, or to any again; the audit says so. Null when it is done; else the sentence that says why not.</summary>
    public async Task<string?> ChooseCustomerAsync(Guid conversationId, string? customerId, Actor person)
    {
        if (!MayChange(person)) return "You don't have the right to change this.";
        var id = customerId?.Trim();
        if (id is not null && await store.ReadAsync(db => db.FindCustomerAsync(id, CancellationToken.None)) is null)
            return id.Length == 0 ? "Say which customer." : $"There is no customer with the id \"{Text.Shorten(id, 40)}\".";
        await scope.ChooseAsync(conversationId, id, person);
        return null;
    }

    private static bool MayChange(Actor person) => person.IsIn(Role.Agent, Role.Approver, Role.Admin);
}
