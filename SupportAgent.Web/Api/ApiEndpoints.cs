using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Execution;
using SupportAgent.Domain.Tools;
using SupportAgent.Web.Accounts;

namespace SupportAgent.Web.Api;

/// <summary>The HTTP API for programs, over the same services as the pages.</summary>
internal static class ApiEndpoints
{
    public static void AddApi(this IServiceCollection services)
    {
        services.AddSingleton<ApiTokens>().AddSingleton<ChatEndpoint>();
        services.AddAuthentication().AddScheme<Microsoft.AspNetCore.Authentication.AuthenticationSchemeOptions, ApiTokenHandler>(ApiTokenHandler.SchemeName, null);
    }

    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api").AddEndpointFilter(ApiProblem.FilterAsync).DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(ApiInput.MaxBytes));
        api.MapPost("/chat", (ChatEndpoint chat, HttpRequest request, ClaimsPrincipal user) => chat.PostAsync(request, user)).RequireAuthorization(For(ApiScope.Chat));
        api.MapGet("/conversations/{id:guid}", ConversationAsync).RequireAuthorization(For(ApiScope.Chat));
        api.MapGet("/tools", Tools).RequireAuthorization(For(ApiScope.Chat));
        api.MapGet("/orders/{id}", ShopEndpoints.OrderAsync).RequireAuthorization(For(ApiScope.Chat));
        api.MapGet("/customers/{id}", ShopEndpoints.CustomerAsync).RequireAuthorization(For(ApiScope.Chat));
        api.MapGet("/approvals", ApprovalsAsync).RequireAuthorization(For(ApiScope.Approvals));
        api.MapPost("/approvals/{id:guid}/approve", ApproveAsync).RequireAuthorization(For(ApiScope.Approvals));
        api.MapPost("/approvals/{id:guid}/deny", DenyAsync).RequireAuthorization(For(ApiScope.Approvals));
        api.MapPost("/approvals/{id:guid}/edit", EditAsync).RequireAuthorization(For(ApiScope.Approvals));
        api.MapPost("/approvals/{id:guid}/prepare-anew", PrepareAnewAsync).RequireAuthorization(For(ApiScope.Approvals));
        api.MapGet("/audit", AuditEndpoints.FindAsync).RequireAuthorization(For(ApiScope.Audit, Access.AuditRoles));
        api.MapGet("/audit/export", AuditEndpoints.ExportAsync).RequireAuthorization(For(ApiScope.Audit, Access.AuditRoles));
        api.MapGet("/audit/verify", AuditEndpoints.VerifyAsync).RequireAuthorization(For(ApiScope.Audit, Access.AuditRoles));
        api.Map("/{**rest}", () => ApiProblem.Of(StatusCodes.Status404NotFound, ErrorCode.NotFound, "There is no such call.")).AllowAnonymous();
    }

    private static AuthorizationPolicy For(string scope, params IReadOnlyList<string> roles) => new AuthorizationPolicyBuilder(ApiTokenHandler.SchemeName)
        .RequireAuthenticatedUser().RequireClaim(ApiTokens.ScopeClaim, scope).RequireRole(roles.Count > 0 ? roles : Role.Staff).Build();

    private static async Task<IResult> ConversationAsync(Guid id, TranscriptReader reader, TimeProvider time, CancellationToken cancel)
    {
        if (await reader.ReadAsync(id, after: 0, cancel) is not { } stored) return ApiProblem.Of(StatusCodes.Status404NotFound, ErrorCode.NotFound, "There is no such conversation.");
        var all = stored.CurrentBranch();
        var now = time.GetUtcNow();
        return ApiShapes.Ok(new
        {
            all.Conversation.Id,
            all.Conversation.Title,
            owner = all.Conversation.OwnerName,
            all.Conversation.CreatedAt,
            all.Conversation.UpdatedAt,
            label = ApiShapes.Of(all.Conversation.Label),
            turns = all.Turns.Select(x => new { x.Id, x.State, x.Note, x.CreatedAt, x.EndedAt }),
            messages = all.Messages.Select(ApiShapes.Of),
            tool_calls = all.ToolCalls.Select(ApiShapes.Of),
            drafts = all.Drafts.Select(x => ApiShapes.Of(x, now)),
        });
    }

    private static IResult Tools(ToolCatalogue catalogue) => ApiShapes.Ok(new
    {
        tools = catalogue.All.Where(x => x.IsOffered).Select(x => new { type = "function", function = new { x.Name, x.Description, parameters = x.Schema } }),
    });

    private static async Task<IResult> ApprovalsAsync([FromQuery] string? state, ApprovalList list, TimeProvider time, CancellationToken cancel)
    {
        if (state is not (null or "pending" or "decided")) return ApiProblem.Of(StatusCodes.Status400BadRequest, ErrorCode.InvalidArguments, "state is pending or decided.");
        var drafts = state == "decided" ? await list.RecentAsync(ApprovalList.MaxRows, cancel) : await list.PendingAsync(cancel);
        var now = time.GetUtcNow();
        return ApiShapes.Ok(new { approvals = drafts.Select(x => ApiShapes.Of(x, now)) });
    }

    private static async Task<IResult> ApproveAsync(Guid id, HttpRequest request, ClaimsPrincipal user, DecisionDesk desk, TimeProvider time)
    {
        var note = request.ContentLength is null or 0 ? null : (await ApiInput.ReadAsync<ApprovalInput>(request)).Note;
        return Answer(await desk.ApproveAsync(id, user.ToActor(), note), time);
    }

    private static async Task<IResult> DenyAsync(Guid id, HttpRequest request, ClaimsPrincipal user, DecisionDesk desk, TimeProvider time) =>
        Answer(await desk.DenyAsync(id, user.ToActor(), (await ApiInput.ReadAsync<DenialInput>(request)).Reason), time);

    private static async Task<IResult> EditAsync(Guid id, HttpRequest request, ClaimsPrincipal user, DraftRevision revision, TimeProvider time) =>
        Answer(await revision.EditAsync(id, user.ToActor(), (await ApiInput.ReadAsync<EditInput>(request)).Values), time);

    private static async Task<IResult> PrepareAnewAsync(Guid id, ClaimsPrincipal user, DraftRevision revision, TimeProvider time) =>
        Answer(await revision.PrepareAnewAsync(id, user.ToActor()), time);

    private static IResult Answer(RevisionOutcome outcome, TimeProvider time) => outcome switch
    {
        { Draft: { } draft } => ApiShapes.Ok(ApiShapes.Of(draft, time.GetUtcNow())),
        { Code: ErrorCode.NotFound } => ApiProblem.Of(StatusCodes.Status404NotFound, ErrorCode.NotFound, outcome.Message),
        { Code: ErrorCode.NotPermitted } => ApiProblem.Of(StatusCodes.Status403Forbidden, ErrorCode.NotPermitted, outcome.Message),
        { Code: ErrorCode.AlreadyDecided } => ApiProblem.Of(StatusCodes.Status409Conflict, ErrorCode.AlreadyDecided, outcome.Message),
        _ => ApiProblem.Of(StatusCodes.Status400BadRequest, outcome.Code ?? ErrorCode.InvalidArguments, outcome.Message),
    };

    private static IResult Answer(DecisionOutcome outcome, TimeProvider time)
    {
        var state = outcome.Draft is { } draft ? ApiShapes.StateOf(draft, time.GetUtcNow()) : null;
        return outcome.Result switch
        {
            DecisionResult.Recorded => ApiShapes.Ok(ApiShapes.Of(outcome.Draft!, time.GetUtcNow())),
            DecisionResult.AlreadyDecided => ApiProblem.Of(StatusCodes.Status409Conflict, ErrorCode.AlreadyDecided, outcome.Message, state),
            DecisionResult.Expired => ApiProblem.Of(StatusCodes.Status409Conflict, "expired", outcome.Message, state),
            DecisionResult.Stale => ApiProblem.Of(StatusCodes.Status409Conflict, ErrorCode.StaleDraft, outcome.Message, state),
            DecisionResult.NotPermitted => ApiProblem.Of(StatusCodes.Status403Forbidden, ErrorCode.NotPermitted, outcome.Message, state),
            DecisionResult.Invalid => ApiProblem.Of(StatusCodes.Status400BadRequest, ErrorCode.InvalidArguments, outcome.Message, state),
            DecisionResult.NotFound => ApiProblem.Of(StatusCodes.Status404NotFound, ErrorCode.NotFound, outcome.Message),
        };
    }

    private sealed record ApprovalInput(string? Note = null);

    private sealed record EditInput(IReadOnlyDictionary<string, JsonElement> Values);

    private sealed record DenialInput(string Reason = "");
}
