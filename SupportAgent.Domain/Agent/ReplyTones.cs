using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Store;
using SupportAgent.Domain.Texts;

namespace SupportAgent.Domain.Agent;

/// <summary>How messages to customers sound in this shop: what an admin set, else friendly.</summary>
public sealed class ReplyTones(SupportStore store, AuditLog audit, ChangeFeed feed, TimeProvider time)
{
    /// <summary>The act in the audit.</summary>
    public const string Act = "change_reply_tone";

    private const string Key = "reply.tone";

    /// <summary>The tone of now.</summary>
    public async Task<ReplyTone> CurrentAsync(CancellationToken cancel = default) =>
        Parse(await store.ReadAsync(db => db.Set<Setting>().Where(x => x.Key == Key).Select(x => x.Value).FirstOrDefaultAsync(cancel), cancel));

    /// <summary>Sets the tone. Null when it is done; else the sentence that says why not.</summary>
    public async Task<string?> SetAsync(ReplyTone tone, Actor admin, CancellationToken cancel = default)
    {
        var problem = await store.WriteAsync(async db =>
        {
            var now = await db.FindActorAsync(admin.Id, time.GetUtcNow(), cancel);
            if (now?.IsIn(Role.Admin) != true) return PromptDeskTexts.OnlyAdminChangesTone;
            var setting = await db.Set<Setting>().AsTracking().FirstOrDefaultAsync(x => x.Key == Key, cancel);
            var before = Parse(setting?.Value);
            if (before == tone && setting is not null) return null;
            if (setting is null) db.Add(setting = new Setting { Key = Key, Value = "" });
            setting.Value = WordOf(tone);
            await audit.AppendAsync(db, new AuditEntry(AuditKind.Settings, Act, "succeeded", "person", now) { Arguments = Json.Write(new { before = WordOf(before), after = WordOf(tone) }) }, cancel);
            return null;
        }, cancel);
        feed.Publish(Topic.Prompts);
        return problem;
    }

    /// <summary>The tone in the words of models and of the store.</summary>
    public static string WordOf(ReplyTone tone) => tone switch
    {
        ReplyTone.Friendly => "friendly",
        ReplyTone.Formal => "formal",
        ReplyTone.Brief => "short",
    };

    private static ReplyTone Parse(string? word) => Enum.GetValues<ReplyTone>().FirstOrDefault(x => WordOf(x) == word);
}
