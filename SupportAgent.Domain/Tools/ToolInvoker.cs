using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Tools;

/// <summary>
/// Runs every tool call there is, from a model, a person or a program: checks it, runs it with a time limit, and leaves one audit record.
/// A tool that changes anything runs in one transaction with that record: both are stored, or neither.
/// </summary>
public sealed partial class ToolInvoker(
    ToolCatalogue catalogue, SupportStore store, ToolCallLog log, IOptions<LimitOptions> limits, TimeProvider time, ILogger<ToolInvoker> logger)
{
    /// <summary>Runs one call to its end. It throws only when the store cannot be written; then nothing has happened.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="cancel">The end of the turn, by a person or a limit. The call then ends as failed, and is recorded all the same.</param>
    public async Task<ToolCall> InvokeAsync(ToolRequest request, CancellationToken cancel)
    {
        var call = await log.BeginAsync(request);
        var (tool, arguments, refusal) = ToolChecks.Run(catalogue, request);
        if (refusal is not null)
        {
            await log.EndAsync(call, request, refusal);
        }
        else if (tool!.Effect == ToolEffect.Read)
        {
            var outcome = await store.ReadAsync(db => RunAsync(tool, arguments, ContextOf(db, call, request), cancel), CancellationToken.None);
            await log.EndAsync(call, request, outcome);
        }
        else
        {
            await RunInTransactionAsync(tool, arguments, call, request, cancel);
        }

        if (call.Status is ToolCallStatus.Rejected or ToolCallStatus.Failed or ToolCallStatus.TimedOut) request.Budget?.Failed(request.Name, request.Arguments);
        else if (tool?.Effect is not ToolEffect.Read) request.Budget?.Done(request.Name, request.Arguments);
        return call;
    }

    private async Task RunInTransactionAsync(ToolDefinition tool, JsonElement arguments, ToolCall call, ToolRequest request, CancellationToken cancel)
    {
        ToolOutcome outcome;
        Draft? draft = null;
        await using (var write = await store.BeginWriteAsync(CancellationToken.None))
        {
            (draft, var refusal) = tool.Effect == ToolEffect.Execute
                ? await ApprovalGate.OpenAsync(write.Db, tool, request, TokenOf(arguments), CancellationToken.None)
                : (null, null);
            outcome = refusal ?? await RunAsync(tool, arguments, ContextOf(write.Db, call, request, draft), cancel);
            if (outcome.Keeps && await TryCommitAsync(write, call, request, draft, outcome) is { } kept)
            {
                log.Ended(call, kept);
                return;
            }
        }

        // the transaction is gone, and with it all that the tool did; what remains is to say so
        if (outcome.Keeps) outcome = ToolOutcome.Failed(ErrorCode.ToolFailed, "The store could not take the change. Nothing was done.");
        await log.EndAsync(call, request, outcome, draft);
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever keeps a commit from happening, the call has to end and be recorded.")]
    private async Task<ToolOutcome?> TryCommitAsync(StoreWrite write, ToolCall call, ToolRequest request, Draft? draft, ToolOutcome outcome)
    {
        try
        {
            await write.Db.SaveChangesAsync(CancellationToken.None);
            await log.EndInAsync(write.Db, call, request, outcome, draft);
            await write.CommitAsync(CancellationToken.None);
            return outcome;
        }
        catch (Exception e)
        {
            LogNotStored(call.Id, request.Name, e);
            return null;
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The edge of a tool: whatever it throws becomes a result.")]
    private async Task<ToolOutcome> RunAsync(ToolDefinition tool, JsonElement arguments, ToolContext context, CancellationToken cancel)
    {
        var seconds = limits.Value.ToolSeconds;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(seconds), time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            cancel.ThrowIfCancellationRequested();
            var bound = new AIFunctionArguments(arguments.EnumerateObject().ToDictionary(x => x.Name, x => (object?)x.Value, StringComparer.Ordinal))
            {
                Context = new Dictionary<object, object?> { [typeof(ToolContext)] = context },
            };
            // WaitAsync leaves a tool that ignores the token to itself: it can no longer commit anything
            var result = await tool.Function.InvokeAsync(bound, both.Token).AsTask().WaitAsync(both.Token);
            return Bounded((ToolOutcome)result!);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return ToolOutcome.Failed(ErrorCode.ToolFailed, "The turn ended before this was done. Nothing was changed.");
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return ToolOutcome.TimedOut(seconds);
        }
        catch (Exception e)
        {
            LogFailed(context.ToolCallId, tool.Name, e);
            return ToolOutcome.Failed(ErrorCode.ToolFailed, "The tool broke. Nothing was changed. Try again, or tell the person that it does not work right now.");
        }
    }

    private static ToolOutcome Bounded(ToolOutcome outcome) => outcome.Result.Length <= ToolCallLog.MaxResultLength
        ? outcome
        : outcome with { Result = Json.Write(new { truncated = true, text = Text.Shorten(outcome.Result, ToolCallLog.MaxResultLength / 2) }) };

    private ToolContext ContextOf(SupportDb db, ToolCall call, ToolRequest request, Draft? draft = null) => new()
    {
        Db = db,
        Person = request.Person,
        ConversationId = request.ConversationId,
        ToolCallId = call.Id,
        Now = time.GetUtcNow(),
        ApprovedDraft = draft,
    };

    private static string TokenOf(JsonElement arguments) =>
        arguments.EnumerateObject().FirstOrDefault(x => x.Name.EndsWith("_token", StringComparison.Ordinal)).Value is { ValueKind: JsonValueKind.String } token
            ? token.GetString()!
            : "";

    [LoggerMessage(Level = LogLevel.Error, Message = "Tool call {ToolCallId}: {Tool} broke")]
    private partial void LogFailed(Guid toolCallId, string tool, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Tool call {ToolCallId}: what {Tool} did could not be stored")]
    private partial void LogNotStored(Guid toolCallId, string tool, Exception exception);
}
