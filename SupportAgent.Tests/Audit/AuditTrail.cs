using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Audit;
using SupportAgent.Tests.Infrastructure;

namespace SupportAgent.Tests.Audit;

/// <summary>Writes and reads audit records for tests.</summary>
internal static class AuditTrail
{
    public static Actor Ada { get; } = new("1", "Ada", new HashSet<string> { Role.Agent });

    public static AuditEntry Call(string action = "get_order", string outcome = "succeeded") => new(AuditKind.ToolCall, action, outcome, "model", Ada)
    {
        Arguments = """{"order_id":"#W1234567"}""",
        Result = """{"status":"delivered"}""",
        DurationMs = 12,
    };

    public static async Task AppendAsync(this TestStore test, params AuditEntry[] entries)
    {
        var log = new AuditLog(test.Time);
        foreach (var entry in entries)
        {
            await test.Store.WriteAsync(db => log.AppendAsync(db, entry));
            test.Time.Advance(TimeSpan.FromMinutes(1));
        }
    }

    public static Task<List<AuditRecord>> RecordsAsync(this TestStore test) =>
        test.Store.ReadAsync(db => db.Set<AuditRecord>().OrderBy(x => x.Sequence).ToListAsync());

    /// <summary>Checks as the app does, with the key and the file of checkpoints in the test's folder.</summary>
    public static Task<AuditVerdict> VerifyAsync(this TestStore test, AuditCheckpoint? given = null, IProgress<AuditProgress>? progress = null) =>
        new AuditVerification(test.Store, test.Checkpoints(), test.Key()).VerifyAsync(given, progress);

    public static AuditKey Key(this TestStore test)
    {
        var folder = Path.GetDirectoryName(test.Path)!;
        return new AuditKey(new AuditFolders(folder, folder));
    }

    /// <summary>The columns of the table, in the order of the members.</summary>
    public static IReadOnlyList<System.Reflection.PropertyInfo> Columns { get; } = [.. typeof(AuditRecord).GetProperties().Where(x => x.Name != nameof(AuditRecord.Removed))];

    public static AuditCheckpoints Checkpoints(this TestStore test, string? folder = null)
    {
        var folders = AuditFolders.In(folder ?? Path.GetDirectoryName(test.Path)!);
        return new AuditCheckpoints(test.Store, new AuditKey(folders), folders, test.Time);
    }

    /// <summary>Does what only somebody with the file in hand can do: changes records behind the triggers.</summary>
    public static async Task TamperAsync(this TestStore test, string sql)
    {
        await using var db = test.Open();
        await db.Database.ExecuteSqlRawAsync(AuditTriggers.Drop);
        await db.Database.ExecuteSqlRawAsync(sql);
        await db.Database.ExecuteSqlRawAsync(AuditTriggers.Current);
    }
}
