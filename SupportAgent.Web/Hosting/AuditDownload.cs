using System.Globalization;
using SupportAgent.Domain.Audit;

namespace SupportAgent.Web.Hosting;

/// <summary>An export of the audit as a file that is written while it is read.</summary>
internal static class AuditDownload
{
    /// <summary>The format of a name; null where there is none of it.</summary>
    public static AuditExportFormat? FormatOf(string? name) => name switch
    {
        "csv" => AuditExportFormat.Csv,
        "jsonl" => AuditExportFormat.Jsonl,
        _ => null,
    };

    /// <summary>The answer.</summary>
    public static IResult Of(AuditExportRun run, AuditExportFormat format, IProgress<AuditProgress>? progress)
    {
        var (type, ending) = format == AuditExportFormat.Csv ? ("text/csv; charset=utf-8", "csv") : ("application/x-ndjson", "jsonl");
        return new Download(run, type, string.Create(CultureInfo.InvariantCulture, $"audit.{ending}"), progress);
    }

    // not Results.Stream: that gives no token of the request that has gone away
    private sealed class Download(AuditExportRun run, string type, string name, IProgress<AuditProgress>? progress) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.ContentType = type;
            httpContext.Response.Headers.ContentDisposition = $"attachment; filename={name}";
            httpContext.Response.Headers.CacheControl = "no-store";
            await run.WriteAsync(httpContext.Response.Body, progress, httpContext.RequestAborted);
        }
    }
}
