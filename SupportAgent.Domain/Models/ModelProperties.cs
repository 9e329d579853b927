namespace SupportAgent.Domain.Models;

/// <summary>What the agent loop and the clients tell each other beside what <c>Microsoft.Extensions.AI</c> has a place for: keys of additional properties.</summary>
public static class ModelProperties
{
    /// <summary>
    /// Of a request, <c>true</c>: arguments that fit their schema matter more than calls side by side. Under strict schemas servers promise that only
    /// for one call at a time.
    /// </summary>
    public const string ExactArguments = "exact_arguments";

    /// <summary>Of an assistant's message: the server's id of the answer that it was.</summary>
    public const string ResponseId = "response_id";

    /// <summary>Of a result: the server's own id of the call.</summary>
    public const string ServerCallId = "server_call_id";

    /// <summary>Of the counts of a usage: what the answer cost, in millionths of a US dollar, where the server says so.</summary>
    public const string CostMicroDollars = "cost_micro_dollars";
}
