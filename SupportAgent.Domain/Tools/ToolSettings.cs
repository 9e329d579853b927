using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Store;
using SupportAgent.Domain.Texts;

namespace SupportAgent.Domain.Tools;

/// <summary>Where admins look after tools. A change counts from the next call on, in every process; it is in the audit.</summary>
public sealed class ToolSettings(ToolCatalogue catalogue, SupportStore store, AuditLog audit, ChangeFeed feed, TimeProvider time)
{
    /// <summary>The act in the audit.</summary>
    public const string Act = "change_tool";

    /// <summary>What is set, by tool.</summary>
    public Task<IReadOnlyDictionary<string, ToolSetting>> AllAsync(CancellationToken cancel = default) =>
        store.ReadAsync<IReadOnlyDictionary<string, ToolSetting>>(async db => await db.Set<ToolSetting>().ToDictionaryAsync(x => x.Name, StringComparer.Ordinal, cancel), cancel);

    /// <summary>Sets everything about a tool. Null when it is done; else the sentence that says why not.</summary>
    public async Task<string?> ChangeAsync(Actor admin, ToolSetting wanted, CancellationToken cancel = default)
    {
        if (catalogue.Find(wanted.Name) is null) return ToolSettingsTexts.NoTool;
        if (wanted.RoleList.FirstOrDefault(x => !Role.All.Contains(x)) is { } unknown) return ToolSettingsTexts.NoRole.With(Text.Shorten(unknown, 40));
        if (wanted.CallsPerMinute is < 0 or > 10_000) return ToolSettingsTexts.Calls.With(0, 10_000);
        if (wanted.Seconds is < 1 or > 600) return ToolSettingsTexts.Seconds.With(1, 600);

        var problem = await store.WriteAsync(async db =>
        {
            if (await db.FindAdminAsync(admin.Id, time.GetUtcNow(), cancel) is not { } now) return ToolSettingsTexts.OnlyAdmin;
            var setting = await db.Set<ToolSetting>().FirstOrDefaultAsync(x => x.Name == wanted.Name, cancel);
            var before = Describe(setting ?? new ToolSetting { Name = wanted.Name });
            if (setting is null) db.Add(setting = new ToolSetting { Name = wanted.Name });
            (setting.IsOn, setting.Roles, setting.CallsPerMinute, setting.Seconds) = (wanted.IsOn, string.Join(' ', wanted.RoleList), wanted.CallsPerMinute, wanted.Seconds);
            await audit.AppendAsync(db, new AuditEntry(AuditKind.Settings, Act, "succeeded", "person", now)
            {
                Arguments = Json.Write(new { tool = wanted.Name, before, after = Describe(setting) }),
            }, cancel);
            return null;
        }, cancel);
        feed.Publish(Topic.Tools);
        return problem;
    }

    private static JsonElement Describe(ToolSetting setting) => JsonSerializer.SerializeToElement(
        new { on = setting.IsOn, roles = setting.RoleList, calls_per_minute = setting.CallsPerMinute, seconds = setting.Seconds }, Json.Options);
}
