using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Tools;

/// <summary>
/// Runs every tool call there is, from a model, a person or a program: checks it, runs it with a time limit, and leaves one audit record.
/// A tool that changes anything runs in one transaction with that record: both are stored, or neither.
/// </summary>
public sealed partial class ToolInvoker(
    ToolChecks checks, ConversationScope scope, ToolRunner runner, DraftRun drafts, SupportStore store, ToolCallLog log, TimeProvider time, ILogger<ToolInvoker> logger)
{
    /// <summary>Runs one call to its end, or, where it has to wait for a payment, so far. It throws only when the store cannot be written; then nothing has happened.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="cancel">The end of the turn, by a person or a limit. The call then ends as failed, and is recorded all the same.</param>
    public async Task<ToolCall> InvokeAsync(ToolRequest request, CancellationToken cancel)
    {
        // a person who decides on a page has a language; what is stored and told to a model has one for all. It ends with this method
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        var call = await log.BeginAsync(request);
        var (tool, arguments, refusal, seconds, step) = await checks.RunAsync(request);
        call.Step = step;
        if (request.DraftId is not null)
        {
            await drafts.RunAsync(call, request, tool, arguments, refusal);
        }
        else if (refusal is not null)
        {
            await log.EndAsync(call, request.Person, refusal);
        }
        else if (tool!.Effect == ToolEffect.Read)
        {
            log.Run(call, arguments);
            var outcome = await store.ReadAsync(db => runner.RunAsync(tool, arguments, ContextOf(db, call, request), cancel, seconds), CancellationToken.None);
            await log.EndAsync(call, request.Person, outcome);
        }
        else
        {
            await RunInTransactionAsync(tool, arguments, call, request, seconds, cancel);
        }

        // a tool that was not offered comes with the next round: then the very same call is sound
        if (call.Code == ErrorCode.UnknownTool) return call;
        if (call.Status is ToolCallStatus.Rejected or ToolCallStatus.Failed or ToolCallStatus.TimedOut) request.Budget?.Failed(request.Name, request.Arguments);
        else if (tool?.Effect is not ToolEffect.Read) request.Budget?.Done(request.Name, request.Arguments);
        return call;
    }

    private async Task RunInTransactionAsync(ToolDefinition tool, JsonElement arguments, ToolCall call, ToolRequest request, int? seconds, CancellationToken cancel)
    {
        ToolOutcome outcome;
        await using (var write = await store.BeginWriteAsync(CancellationToken.None))
        {
            log.Run(call, arguments); // waiting for other writers is waiting
            outcome = await runner.RunAsync(tool, arguments, ContextOf(write.Db, call, request), cancel, seconds);
            if (outcome.Keeps && await TryCommitAsync(write, call, request, outcome))
            {
                log.Ended(call, outcome.Topics);
                return;
            }
        }

        // the transaction is gone, and with it all that the tool did; what remains is to say so
        await log.EndAsync(call, request.Person, outcome.Keeps ? ToolOutcome.NotStored : outcome);
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever keeps a commit from happening, the call has to end and be recorded.")]
    private async Task<bool> TryCommitAsync(StoreWrite write, ToolCall call, ToolRequest request, ToolOutcome outcome)
    {
        try
        {
            await write.Db.SaveChangesAsync(CancellationToken.None);
            await log.EndInAsync(write.Db, call, request.Person, outcome);
            await write.CommitAsync(CancellationToken.None);
            return true;
        }
        catch (Exception e)
        {
            LogNotStored(call.Id, request.Name, e);
            return false;
        }
    }

    private ToolContext ContextOf(SupportDb db, ToolCall call, ToolRequest request) => new()
    {
        Db = db,
        Person = request.Person,
        ConversationId = request.ConversationId,
        ToolCallId = call.Id,
        Now = time.GetUtcNow(),
        ReplacesDraftId = request.ReplacesDraftId,
        ReachableAsync = request.Origin is ToolOrigin.Model or ToolOrigin.Api ? cancel => scope.ReachableAsync(db, request.ConversationId, cancel) : _ => Task.FromResult<IReadOnlySet<string>?>(null),
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "Tool call {ToolCallId}: what {Tool} did could not be stored")]
    private partial void LogNotStored(Guid toolCallId, string tool, Exception exception);
}
