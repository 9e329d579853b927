namespace SupportAgent.Domain.Overview;

/// <summary>Something that can be done with an order, or can't.</summary>
/// <param name="Tool">The tool that prepares it.</param>
/// <param name="Title">In a few words: "Cancel".</param>
/// <param name="WhyNot">The rule that is against it, in one sentence; null when it is possible.</param>
/// <param name="Message">How a message to the agent that asks for it begins.</param>
public sealed record OrderAction(string Tool, string Title, string? WhyNot, string Message)
{
    /// <summary>Whether it is possible now.</summary>
    public bool IsAllowed => WhyNot is null;
}
