namespace SupportAgent.Domain.Models.Offline.Memory;

/// <summary>A tool call of the conversation with what came of it.</summary>
/// <param name="Tool">The name of the tool.</param>
/// <param name="Key">Its <see cref="CallKey"/>.</param>
/// <param name="Arguments">What it was given.</param>
/// <param name="Result">What it answered.</param>
internal sealed record PerformedCall(string Tool, string Key, ToolData Arguments, ToolData Result)
{
    public bool Failed => Result.Error is not null;
}
