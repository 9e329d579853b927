using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Store;
using SupportAgent.Domain.Texts;

namespace SupportAgent.Domain.Handover;

/// <summary>
/// Where the team keeps its prompts: any of the staff may add, change and delete each. Each act is in the audit. The acts answer null when they are
/// done, or else the sentence that says why not.
/// </summary>
public sealed class PromptDesk(SupportStore store, AuditLog audit, ChangeFeed feed, TimeProvider time)
{
    /// <summary>The acts in the audit.</summary>
    public const string Add = "add_prompt", Change = "change_prompt", Delete = "delete_prompt";

    /// <summary>Most prompts of a team.</summary>
    public const int Most = 100;

    /// <summary>All of them, by name.</summary>
    public async Task<IReadOnlyList<Prompt>> ListAsync(CancellationToken cancel = default) =>
        [.. (await store.ReadAsync(db => db.Set<Prompt>().Take(Most).ToListAsync(cancel), cancel)).OrderBy(x => x.Name, StringComparer.OrdinalIgnoreCase)];

    /// <summary>Saves a new one.</summary>
    public Task<string?> AddAsync(string name, string text, Actor person) => ActAsync(person, Add, name, text, (db, sound, who, now) =>
    {
        db.Add(new Prompt { Id = Id.Next(now), Name = sound.Name, Text = sound.Text, OwnerId = who.Id, OwnerName = who.Name, UpdatedAt = now });
        return null;
    });

    /// <summary>Gives one another name or text.</summary>
    public Task<string?> ChangeAsync(Guid id, string name, string text, Actor person) => ActAsync(person, Change, name, text, (_, sound, _, now) =>
    {
        if (sound.All.FirstOrDefault(x => x.Id == id) is not { } prompt) return PromptDeskTexts.Deleted;
        (prompt.Name, prompt.Text, prompt.UpdatedAt) = (sound.Name, sound.Text, now);
        return null;
    }, id);

    /// <summary>Deletes one.</summary>
    public async Task<string?> DeleteAsync(Guid id, Actor person)
    {
        var problem = await store.WriteAsync(async db =>
        {
            var now = time.GetUtcNow();
            if (await db.FindStaffAsync(person.Id, now) is not { } who) return NoRight;
            if (await db.Set<Prompt>().AsTracking().FirstOrDefaultAsync(x => x.Id == id) is not { } prompt) return null;
            db.Remove(prompt);
            await audit.AppendAsync(db, EntryOf(Delete, prompt.Name, prompt.Text, who));
            return null;
        });
        feed.Publish(Topic.Prompts);
        return problem;
    }

    private static string NoRight => PromptDeskTexts.NoRight;

    private async Task<string?> ActAsync(Actor person, string action, string name, string text, Func<SupportDb, Sound, Actor, DateTimeOffset, string?> act, Guid? id = null)
    {
        var words = Text.WellFormed(Text.OneLine(name).TrimStart('/'));
        text = Text.WellFormed(text.Trim());
        if (words.Length == 0) return PromptDeskTexts.GiveName;
        if (words.Length > Prompt.NameLength) return PromptDeskTexts.NameTooLong.With(Prompt.NameLength);
        if (text.Length == 0) return PromptDeskTexts.WriteText;
        if (text.Length > Message.TextLength) return PromptDeskTexts.TextTooLong.With(text.Length, Message.TextLength);

        var problem = await store.WriteAsync(async db =>
        {
            var now = time.GetUtcNow();
            if (await db.FindStaffAsync(person.Id, now) is not { } who) return NoRight;
            var all = await db.Set<Prompt>().AsTracking().ToListAsync();
            if (all.Exists(x => x.Id != id && string.Equals(x.Name, words, StringComparison.OrdinalIgnoreCase)) || ChatCommand.Find(words) is not null) return PromptDeskTexts.NameTaken.With(words);
            if (id is null && all.Count >= Most) return PromptDeskTexts.TooMany.With(Most);
            if (act(db, new Sound(words, text, all), who, now) is { } refusal) return refusal;
            await audit.AppendAsync(db, EntryOf(action, words, text, who));
            return null;
        });
        feed.Publish(Topic.Prompts);
        return problem;
    }

    private static AuditEntry EntryOf(string action, string name, string text, Actor who) =>
        new(AuditKind.Settings, action, "succeeded", "person", who) { Arguments = Json.Write(new { name, text }) };

    private sealed record Sound(string Name, string Text, IReadOnlyList<Prompt> All);
}
