using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace SupportAgent.Domain.Tools;

/// <summary>Runs the method of a tool with a time limit. Whatever it does, it gives an outcome, bounded in size.</summary>
public sealed partial class ToolRunner(IOptions<LimitOptions> limits, TimeProvider time, ILogger<ToolRunner> logger)
{
    /// <summary>Runs a tool whose call has passed every check.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="arguments">Its arguments, checked.</param>
    /// <param name="context">What it works with.</param>
    /// <param name="cancel">The end of the turn, by a person or a limit.</param>
    /// <param name="ownLimit">How long it may take, in seconds, where that is set for this tool.</param>
    [SuppressMessage("Design", "CA1031", Justification = "The edge of a tool: whatever it throws becomes a result.")]
    public async Task<ToolOutcome> RunAsync(ToolDefinition tool, JsonElement arguments, ToolContext context, CancellationToken cancel, int? ownLimit = null)
    {
        var seconds = ownLimit ?? limits.Value.ToolSeconds;
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
            var outcome = (ToolOutcome)result!;
            return Bounded(outcome with { Result = SensitiveText.MaskJson(outcome.Result) });
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

    [LoggerMessage(Level = LogLevel.Error, Message = "Tool call {ToolCallId}: {Tool} broke")]
    private partial void LogFailed(Guid toolCallId, string tool, Exception exception);
}
