using System.Globalization;
using System.Text;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Store;

namespace SupportAgent.Web.Hosting;

/// <summary>What admins take from the audit as files: a checkpoint, and the public key that proves it.</summary>
internal static class AuditDownloads
{
    public static void MapAuditDownloads(this WebApplication app)
    {
        app.MapGet("/audit/checkpoint", CheckpointAsync).RequireAuthorization(x => x.RequireRole(Role.Admin));
        app.MapGet("/audit/key", (AuditKey key) => Results.File(Encoding.ASCII.GetBytes(key.PublicPem()), "application/x-pem-file", "audit-key.pub.pem")).RequireAuthorization(x => x.RequireRole(Role.Admin));
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
