using Microsoft.Extensions.AI;

namespace SupportAgent.Domain.Models;

/// <summary>How an answer of OpenAI's APIs ends.</summary>
internal static class FinalUpdate
{
    /// <summary>Adds the refusal, the calls, and why the model stopped (null when the stream broke off).</summary>
    public static ChatResponseUpdate EndedWith(this ChatResponseUpdate update, string refusal, IEnumerable<FunctionCallContent> calls, ChatFinishReason? finish)
    {
        if (refusal.Length > 0) update.Contents.Add(new ErrorContent(refusal) { ErrorCode = "Refusal" });
        foreach (var call in calls) update.Contents.Add(call);
        // a refusal is a filtered answer: a call beside it must not look like one to run
        update.FinishReason = refusal.Length > 0 ? ChatFinishReason.ContentFilter : finish;
        return update;
    }
}
