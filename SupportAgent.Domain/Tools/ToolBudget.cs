namespace SupportAgent.Domain.Tools;

/// <summary>Counts the tool calls of one turn and refuses those that are too many, or that repeat a call to no use.</summary>
/// <param name="limits">The limits.</param>
/// <param name="usedInConversation">Calls of the conversation before this turn.</param>
public sealed class ToolBudget(LimitOptions limits, int usedInConversation)
{
    /// <summary>How often the same may be looked up in a turn.</summary>
    public const int SameLookUps = 2;

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Name, string Arguments), string> _closed = [];
    private readonly Dictionary<(string Name, string Arguments), int> _made = [];
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
            var made = _made[(name, arguments)] = _made.GetValueOrDefault((name, arguments)) + 1;
            if (_closed.TryGetValue((name, arguments), out var why)) return why;
            return made > SameLookUps ? "This very call was made twice in this turn. Use its result, or ask the person." : null;
        }
    }

    /// <summary>Remembers that a call failed.</summary>
    public void Failed(string name, string arguments) => Close(name, arguments, "This very call failed a moment ago. Change the arguments, or ask the person.");

    /// <summary>Remembers that a call had its effect.</summary>
    public void Done(string name, string arguments) => Close(name, arguments, "This very call was done a moment ago. Use its result; do not do it again.");

    private void Close(string name, string arguments, string why)
    {
        lock (_gate) _closed.TryAdd((name, arguments), why);
    }

    private string Exhausted(string message)
    {
        IsExhausted = true;
        return message;
    }
}
