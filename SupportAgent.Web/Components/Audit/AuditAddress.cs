using Microsoft.AspNetCore.WebUtilities;

namespace SupportAgent.Web.Components.Audit;

/// <summary>Reads the filters of the audit from an address.</summary>
internal static class AuditAddress
{
    /// <summary>The filter of the part after the question mark. Whatever else stands there is left out.</summary>
    public static AuditFilter Read(string query) => AuditFilter.Of(All(query));

    /// <summary>All names and the first text of each.</summary>
    public static IReadOnlyDictionary<string, string> All(string query)
    {
        Dictionary<string, string> found = new(StringComparer.Ordinal);
        foreach (var (name, values) in QueryHelpers.ParseQuery(query)) found[name] = values.FirstOrDefault() ?? "";
        return found;
    }
}
