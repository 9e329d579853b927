using SupportAgent.Domain.Audit;

namespace SupportAgent.Web.Api;

/// <summary>The audit for programs.</summary>
internal static class AuditEndpoints
{
    /// <summary><c>GET /api/audit/verify</c>: checks the whole audit. A problem is an answer as good as any, and no error of the call.</summary>
    public static async Task<IResult> VerifyAsync(AuditVerification verification, CancellationToken cancel)
    {
        try
        {
            var verdict = await verification.VerifyAsync(cancel: cancel);
            // not ApiShapes.Ok: what is not there is null here, and not left out
            return Results.Json(new Answer(verdict.IsSound, verdict.Records, verdict.FirstBad, verdict.Problem), Plain);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ApiProblem.Of(StatusCodes.Status503ServiceUnavailable, "store_unavailable", "The file of the checkpoints or the key can't be read.");
        }
    }

    private static System.Text.Json.JsonSerializerOptions Plain { get; } = new() { PropertyNamingPolicy = System.Text.Json.JsonNamingPolicy.SnakeCaseLower };

    private sealed record Answer(bool Ok, long Records, long? FirstBad, string? Problem);
}
