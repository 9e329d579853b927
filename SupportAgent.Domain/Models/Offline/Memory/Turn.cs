namespace SupportAgent.Domain.Models.Offline.Memory;

/// <summary>One message of a person and the tool calls that followed it.</summary>
/// <param name="Text">What the person wrote; empty where a draft's outcome began the turn.</param>
/// <param name="Rounds">The calls, by the answers of the model that asked for them.</param>
internal sealed record Turn(string Text, IReadOnlyList<IReadOnlyList<PerformedCall>> Rounds)
{
    private const string NotOffered = "unknown_tool";

    public IEnumerable<PerformedCall> Calls => Rounds.SelectMany(round => round);

    /// <summary>What came of a call in this turn, or null. One whose tool was not offered has brought nothing.</summary>
    public PerformedCall? ResultOf(string key) => Calls.LastOrDefault(call => call.Key == key && call.Result.Error != NotOffered);

    /// <summary>Whether a tool was asked for in this turn that was not offered.</summary>
    public bool WasRefused(string tool) => Calls.Any(call => call.Tool == tool && call.Result.Error == NotOffered);
}
