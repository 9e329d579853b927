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
        Parse(await store.ReadAsync(db => db.FindSettingAsync(Key, cancel), cancel));

    /// <summary>Sets the tone. Null when it is done; else the sentence that says why not.</summary>
    public async Task<string?> SetAsync(ReplyTone tone, Actor admin, CancellationToken cancel = default)
    {
        var problem = await store.WriteAsync(async db =>
        {
            if (await db.FindAdminAsync(admin.Id, time.GetUtcNow(), cancel) is not { } now) return PromptDeskTexts.OnlyAdminChangesTone;
            var set = await db.FindSettingAsync(Key, cancel);
            var before = Parse(set);
            if (before == tone && set is not null) return null;
            await db.SetSettingAsync(Key, WordOf(tone), cancel);
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
