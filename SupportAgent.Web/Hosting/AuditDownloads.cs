using System.Globalization;
using System.Security.Claims;
using System.Text;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Store;
using SupportAgent.Web.Accounts;

namespace SupportAgent.Web.Hosting;

/// <summary>What people take from the audit as files: a checkpoint, the public key that proves it, and records.</summary>
internal static class AuditDownloads
{
    public static void MapAuditDownloads(this WebApplication app)
    {
        app.MapGet("/audit/export", ExportAsync).RequireAuthorization(Access.Audit);
        app.MapGet("/audit/checkpoint", CheckpointAsync).RequireAuthorization(Access.Audit);
        app.MapGet("/audit/key", (AuditKey key) => Results.File(Encoding.ASCII.GetBytes(key.PublicPem()), "application/x-pem-file", "audit-key.pub.pem")).RequireAuthorization(Access.Audit);
    }

    // the page names the export, so that it can show how far it is
    private static async Task<IResult> ExportAsync(HttpRequest request, AuditExport export, AuditExportWatch watch, ClaimsPrincipal user, CancellationToken cancel)
    {
        if (AuditDownload.FormatOf(request.Query["format"]) is not { } format) return Results.Problem("format is csv or jsonl.", statusCode: StatusCodes.Status400BadRequest);
        try
        {
            var run = await export.BeginAsync(AuditQueryText.Read(x => request.Query[x]), format, user.ToActor(), "person", cancel);
            return AuditDownload.Of(run, format, Guid.TryParse(request.Query["export"], out var id) ? watch.Begin(id) : null);
        }
        catch (StoreUnavailableException e)
        {
            return Results.Problem(e.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    // safe to ask for again: as long as nothing is added it is the same one
    private static async Task<IResult> CheckpointAsync(AuditCheckpoints checkpoints, CancellationToken cancel)
    {
        try
        {
            return await checkpoints.MakeAsync(cancel) is { } made
                ? Results.File(Encoding.UTF8.GetBytes(made.ToLine() + "\n"), "application/json", $"audit-checkpoint-{made.At.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}.json")
                : Results.Problem("No checkpoint can be made: the audit is empty, or shorter than its last checkpoint.", statusCode: StatusCodes.Status409Conflict);
        }
        catch (Exception e) when (e is StoreUnavailableException or IOException or UnauthorizedAccessException)
        {
            return Results.Problem("The checkpoint could not be stored.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
