using Microsoft.EntityFrameworkCore;

namespace SupportAgent.Domain.Store;

/// <summary>What admins have set while the app runs, by its key.</summary>
public static class ShopSettings
{
    /// <summary>What is set; null where nothing is.</summary>
    public static Task<string?> FindSettingAsync(this SupportDb db, string key, CancellationToken cancel = default) =>
        db.Set<Setting>().Where(x => x.Key == key).Select(x => x.Value).FirstOrDefaultAsync(cancel);

    /// <summary>Sets it, within the caller's transaction.</summary>
    public static async Task SetSettingAsync(this SupportDb db, string key, string value, CancellationToken cancel = default)
    {
        if (await db.Set<Setting>().AsTracking().FirstOrDefaultAsync(x => x.Key == key, cancel) is { } setting) setting.Value = value;
        else db.Add(new Setting { Key = key, Value = value });
    }
}
