using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Audit;

/// <summary>How much a tool was used.</summary>
/// <param name="Calls">How often it was called.</param>
/// <param name="Failures">How many of them were refused, failed or took too long.</param>
public sealed record ToolUse(int Calls, int Failures);

/// <summary>Counts the use of tools.</summary>
public static class ToolUseQuery
{
    /// <summary>The use of each tool since a moment; one that was not called has no entry.</summary>
    public static async Task<IReadOnlyDictionary<string, ToolUse>> UseOfToolsAsync(this SupportDb db, DateTimeOffset since, CancellationToken cancel = default)
    {
        var counts = await db.Set<AuditRecord>().Where(x => x.At >= since && x.Kind == AuditKind.ToolCall)
            .GroupBy(x => x.Action)
            .Select(x => new { Tool = x.Key, Calls = x.Count(), Failures = x.Count(call => call.Outcome == "failed" || call.Outcome == "rejected" || call.Outcome == "timed_out") })
            .ToListAsync(cancel);
        return counts.ToDictionary(x => x.Tool, x => new ToolUse(x.Calls, x.Failures), StringComparer.Ordinal);
    }
}
