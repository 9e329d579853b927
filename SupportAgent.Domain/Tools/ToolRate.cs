using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Tools;

/// <summary>How often a person may have one tool called. It counts what the audit holds, so that all processes count as one.</summary>
internal static class ToolRate
{
    /// <summary>Null when one more call is within the limit; else the sentence that says which limit it met.</summary>
    public static async Task<string?> WhyNotAsync(SupportDb db, ToolRequest request, int perMinute, DateTimeOffset now)
    {
        var minuteAgo = now.AddMinutes(-1);
        var made = await db.Set<AuditRecord>().CountAsync(x => x.At > minuteAgo && x.Kind == AuditKind.ToolCall && x.Action == request.Name && x.PersonId == request.Person.Id);
        return made < perMinute ? null : $"{request.Name} was called {made} times for {request.Person.Name} in the last minute; {perMinute} are possible. Wait a moment, or do without it.";
    }
}
