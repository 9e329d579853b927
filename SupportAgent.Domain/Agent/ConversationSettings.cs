using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Models;
using SupportAgent.Domain.Shop;
using SupportAgent.Domain.Store;
using SupportAgent.Domain.Texts;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Agent;

/// <summary>What people set of a conversation: its customer, its model, and the tools that the agent gets in it.</summary>
public sealed class ConversationSettings(SupportStore store, ConversationScope scope, ModelRoster models, ToolCatalogue catalogue, ChangeFeed feed, TimeProvider time)
{
    /// <summary>Pins groups of tools, and no others. Null when it is done; else the sentence that says why not.</summary>
    public Task<string?> PinAsync(Guid conversationId, IReadOnlyCollection<ToolGroup> groups, Actor person)
    {
        var pinned = string.Join(' ', groups.Distinct().Order());
        return SetAsync(conversationId, set => set.SetProperty(x => x.PinnedGroups, pinned), person);
    }

    /// <summary>Says whether the agent may use tools in the turns to come, and which. Null when it is done; else the sentence that says why not.</summary>
    public async Task<string?> ChooseToolsAsync(Guid conversationId, ToolChoice choice, Actor person)
    {
        if (choice.Names.FirstOrDefault(x => catalogue.Find(x) is not { IsOffered: true }) is { } unknown) return AgentTexts.NoToolToChoose.With(Text.Shorten(unknown, 60));
        if (choice.Kind == ToolChoiceKind.Only && choice.Names.Count is 0 or > ToolChoice.MostNames) return AgentTexts.ChooseTools.With(ToolChoice.MostNames);
        if (choice.Kind == ToolChoiceKind.Must && choice.Names.Count != 1) return AgentTexts.ChooseTheTool;
        var text = choice.ToString();
        return await SetAsync(conversationId, set => set.SetProperty(x => x.ToolChoice, text), person);
    }

    /// <summary>Picks the model that answers in the turns to come; null for the default. Null when it is done; else the sentence that says why not.</summary>
    public async Task<string?> PickModelAsync(Guid conversationId, string? modelId, Actor person)
    {
        var picked = models.Find(modelId)?.Id;
        if (modelId is not null && picked is null) return AgentTexts.NoModel;
        return await SetAsync(conversationId, set => set.SetProperty(x => x.ModelId, picked), person);
    }

    /// <summary>Turns a conversation to a customer, or to any again; the audit says so. Null when it is done; else the sentence that says why not.</summary>
    public async Task<string?> ChooseCustomerAsync(Guid conversationId, string? customerId, Actor person)
    {
        if (!person.IsStaff) return AgentTexts.NoRight;
        var id = customerId?.Trim();
        if (id is not null && await store.ReadAsync(db => db.FindCustomerAsync(id, CancellationToken.None)) is null)
            return id.Length == 0 ? AgentTexts.SayCustomer : AgentTexts.NoCustomer.With(Text.Shorten(id, 40));
        await scope.ChooseAsync(conversationId, id, person);
        return null;
    }

    private async Task<string?> SetAsync(Guid conversationId, Action<UpdateSettersBuilder<Conversation>> set, Actor person)
    {
        if (!person.IsStaff) return AgentTexts.NoRight;
        await store.WriteAsync(async db =>
        {
            await db.StampAsync(conversationId, time.GetUtcNow(), CancellationToken.None);
            await db.Set<Conversation>().Where(x => x.Id == conversationId).ExecuteUpdateAsync(set);
        });
        feed.Publish(Topic.Conversation(conversationId));
        return null;
    }
}
