using System.Security.Claims;
using SupportAgent.Domain.Agent;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Store;
using SupportAgent.Domain.Tools;
using SupportAgent.Web.Accounts;

namespace SupportAgent.Web.Api;

/// <summary><c>POST /api/chat</c>: a message, and the agent's answer once its turn is over, or as it comes where a stream is asked for. The same turn as in the browser, under the same limits.</summary>
internal sealed class ChatEndpoint(TurnInbox inbox, TranscriptReader reader, LiveAnswers live, ToolCatalogue catalogue, ChangeFeed feed, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Takes the message and waits. A client that goes away stops nothing: the turn runs on the server.</summary>
    public async Task<IResult> PostAsync(HttpRequest request, ClaimsPrincipal user)
    {
        var input = await ApiInput.ReadAsync<ChatInput>(request);
        var (text, earlier) = input.Split();
        var submission = await inbox.SubmitAsync(input.ConversationId, text, user.ToActor(), earlier, ToolChoiceInput.Read(input.ToolChoice, catalogue), request.HttpContext.RequestAborted);
        if (submission.Problem is { } problem) return ApiProblem.Of(StatusOf(submission.Code), submission.Code!, problem);

        var stream = ChatStream.IsWanted(request) ? new ChatStream(request.HttpContext.Response, request.HttpContext.RequestAborted) : null;
        if (stream is not null) await stream.BeginAsync();
        var transcript = new Transcript();
        await foreach (var _ in feed.WatchAsync(Pause, time, [Topic.Conversation(submission.ConversationId!.Value)], request.HttpContext.RequestAborted))
        {
            // what is live first: what is stored meanwhile is then in both, and never in neither
            var said = stream is null ? null : live.Find(submission.ConversationId.Value);
            if (await reader.ReadAsync(submission.ConversationId.Value, transcript.Revision, request.HttpContext.RequestAborted) is { } changes) transcript.Apply(changes);
            if (transcript.Find(submission.TurnId!.Value) is not { Turn.State: not TurnState.Queued } turn) continue;
            if (stream is not null) await stream.SendChangesAsync(turn, turn.Turn.State == TurnState.Running ? said : null);
            if (turn.Turn.State == TurnState.Running) continue;
            if (stream is null) return ApiShapes.Ok(Answer(turn));
            await stream.EndAsync(turn.Turn.State is TurnState.Failed or TurnState.Interrupted ? "error" : "done", Answer(turn));
            return Results.Empty;
        }

        return Results.Empty; // the client is gone
    }

    private object Answer(TranscriptTurn turn) => new
    {
        turn.Turn.ConversationId,
        turn_id = turn.Turn.Id,
        message = new { role = "assistant", content = string.Join("\n\n", turn.Answers.Select(x => x.Text)) },
        tool_calls = turn.ToolCalls.Select(ApiShapes.Of),
        pending_approvals = turn.Drafts.Where(x => x.StateAsOf(time.GetUtcNow()) == DraftState.Pending).Select(ApiShapes.Pending),
        finish_reason = FinishOf(turn.Turn.State),
        note = turn.Turn.Note,
        usage = new { turn.Turn.InputTokens, turn.Turn.OutputTokens },
    };

    private static string FinishOf(TurnState state) => state switch
    {
        TurnState.Queued or TurnState.Running => "running",
        TurnState.Completed => "stop",
        TurnState.Stopped => "stopped",
        TurnState.Limited => "limit",
        TurnState.Failed => "failed",
        TurnState.Interrupted => "interrupted",
    };

    private static int StatusOf(string? code) => code switch
    {
        ErrorCode.NotFound => StatusCodes.Status404NotFound,
        ErrorCode.PolicyViolation => StatusCodes.Status409Conflict, // it is closed
        ErrorCode.RateLimited => StatusCodes.Status429TooManyRequests,
        _ => StatusCodes.Status400BadRequest,
    };
}
