using SupportAgent.Domain.Access;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Models;
using SupportAgent.Domain.Store;
using SupportAgent.Domain.Texts;

namespace SupportAgent.Domain.Agent;

/// <summary>Which model answers where: the one picked for a conversation, else the default that an admin set, else the first of the settings.</summary>
public sealed class ModelDesk(ModelRoster roster, SupportStore store, AuditLog audit, ChangeFeed feed, TimeProvider time)
{
    /// <summary>The act in the audit.</summary>
    public const string Act = "change_default_model";

    private const string Key = "model.default";

    /// <summary>The models that can be picked.</summary>
    public IReadOnlyList<ConfiguredModel> All => roster.All;

    /// <summary>The model that answers where nobody picked one.</summary>
    public async Task<ConfiguredModel> DefaultAsync(CancellationToken cancel = default) =>
        roster.Find(await store.ReadAsync(db => db.FindSettingAsync(Key, cancel), cancel)) ?? roster.First;

    /// <summary>The model that answers in a conversation, with a sentence where it is not the one that was picked.</summary>
    public async Task<(ConfiguredModel Model, string? Notice)> ForAsync(Conversation conversation, CancellationToken cancel = default)
    {
        if (roster.Find(conversation.ModelId) is { } picked) return (picked, null);
        var standard = await DefaultAsync(cancel);
        return (standard, conversation.ModelId is { } gone ? $"The model \"{gone}\" that was picked here is not configured any more; {standard.Description.Name} answered." : null);
    }

    /// <summary>Makes a model the default. Null when it is done; else the sentence that says why not.</summary>
    public async Task<string?> SetDefaultAsync(string id, Actor admin, CancellationToken cancel = default)
    {
        if (roster.Find(id) is not { } model) return ModelDeskTexts.NoModel;
        var problem = await store.WriteAsync(async db =>
        {
            if (await db.FindAdminAsync(admin.Id, time.GetUtcNow(), cancel) is not { } now) return ModelDeskTexts.OnlyAdminChanges;
            var before = roster.Find(await db.FindSettingAsync(Key, cancel)) ?? roster.First;
            await db.SetSettingAsync(Key, model.Id, cancel);
            await audit.AppendAsync(db, new AuditEntry(AuditKind.Settings, Act, "succeeded", "person", now)
            {
                Arguments = Json.Write(new { before = before.Id, after = model.Id }),
            }, cancel);
            return null;
        }, cancel);
        feed.Publish(Topic.Models);
        return problem;
    }
}
