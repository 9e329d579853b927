namespace SupportAgent.Domain.Tools;

/// <summary>Counts the tool calls of one turn and refuses those that are too many, or that repeat a call which failed.</summary>
/// <param name="limits">The limits.</param>
/// <param name="usedInConversation">Calls of the conversation before this turn.</param>
public sealed class ToolBudget(LimitOptions limits, int usedInConversation)
{
    private readonly Lock _gate = new();
    private readonly HashSet<(string Name, string Arguments)> _failed = [];
    private int _used;

    /// <summary>Whether a call of this turn was refused for a limit.</summary>
    public bool IsExhausted { get; private set; }

    /// <summary>Takes one call. Null when it may run; else the sentence that says which limit it met.</summary>
    public string? Take(string name, string arguments)
    {
        lock (_gate)
        {
            if (_used >= limits.ToolCallsPerTurn) return Exhausted($"The limit of {limits.ToolCallsPerTurn} tool calls in a turn is reached.");
            if (usedInConversation + _used >= limits.ToolCallsPerConversation)
                return Exhausted($"The limit of {limits.ToolCallsPerConversation} tool calls in a conversation is reached. Start a new conversation.");
            _used++;
            return _failed.Contains((name, arguments)) ? "This very call failed a moment ago. Change the arguments, or ask the person." : null;
        }
    }

    /// <summary>Remembers that a call failed.</summary>
    public void Failed(string name, string arguments)
    {
        lock (_gate) _failed.Add((name, arguments));
    }

    private string Exhausted(string message)
    {
        IsExhausted = true;
        return message;
    }
}
