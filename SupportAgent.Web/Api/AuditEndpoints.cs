using System.Globalization;
using System.Security.Claims;
using System.Text.Json.Serialization;
using SupportAgent.Domain;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Tools;
using SupportAgent.Web.Accounts;
using SupportAgent.Web.Hosting;

namespace SupportAgent.Web.Api;

/// <summary>The audit for programs.</summary>
internal static class AuditEndpoints
{
    private const int UsualSize = 50;

    /// <summary><c>GET /api/audit</c>: records, newest first, and the cursor of the next page; null where this is the last.</summary>
    public static async Task<IResult> FindAsync(HttpRequest request, AuditSearch search, CancellationToken cancel)
    {
        var query = Read(request, ["cursor", "limit"]);
        var (cursor, limit) = (request.Query["cursor"].ToString(), request.Query["limit"].ToString());
        if (cursor.Length > 0) query = query with { Before = Number(cursor, "cursor", long.MaxValue) };
        var page = await search.FindAsync(query with { Size = limit.Length > 0 ? (int)Number(limit, "limit", AuditSearch.MaxSize) : UsualSize }, cancel);
        return Results.Json(new Page([.. page.Records.Select(AuditJson.Of)], page.Older?.ToString(CultureInfo.InvariantCulture)), Json.Options);
    }

    /// <summary><c>GET /api/audit/export?format=csv|jsonl</c>: all records of the same filters, oldest first, as a stream.</summary>
    public static async Task<IResult> ExportAsync(HttpRequest request, AuditExport export, ClaimsPrincipal user, CancellationToken cancel)
    {
        var query = Read(request, ["format"]);
        if (AuditDownload.FormatOf(request.Query["format"]) is not { } format) throw new ApiInputException(ErrorCode.InvalidArguments, "format is csv or jsonl.");
        return AuditDownload.Of(await export.BeginAsync(query, format, user.ToActor(), "api", cancel), format, progress: null);
    }

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

    // a filter that is not understood must not widen what is found
    private static AuditQuery Read(HttpRequest request, IReadOnlyList<string> more)
    {
        if (request.Query.Keys.Except(AuditQueryText.Names, StringComparer.Ordinal).Except(more, StringComparer.Ordinal).FirstOrDefault() is { } unknown)
            throw new ApiInputException(ErrorCode.InvalidArguments, $"There is no filter {Text.Shorten(unknown, 40)}. There are: {string.Join(", ", AuditQueryText.Names)}.");
        return AuditQueryText.Read(x => request.Query[x], x => throw new ApiInputException(ErrorCode.InvalidArguments, $"{x} can't be read."));
    }

    private static long Number(string text, string name, long most) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= most
        ? number
        : throw new ApiInputException(ErrorCode.InvalidArguments, most == long.MaxValue ? $"{name} can't be read." : $"{name} is a number from 1 to {most}.");

    private static System.Text.Json.JsonSerializerOptions Plain { get; } = new() { PropertyNamingPolicy = System.Text.Json.JsonNamingPolicy.SnakeCaseLower };

    private sealed record Page(IReadOnlyList<AuditRecordShape> Records, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? NextCursor);

    private sealed record Answer(bool Ok, long Records, long? FirstBad, string? Problem);
}
