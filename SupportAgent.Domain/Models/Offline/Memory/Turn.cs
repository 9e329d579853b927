namespace SupportAgent.Domain.Models.Offline.Memory;

/// <summary>One message of a person and the tool calls that followed it.</summary>
/// <param name="Text">What the person wrote.</param>
/// <param name="Rounds">The calls, by the answers of the model that asked for them.</param>
internal sealed record Turn(string Text, IReadOnlyList<IReadOnlyList<PerformedCall>> Rounds)
{
    public IEnumerable<PerformedCall> Calls => Rounds.SelectMany(round => round);
}
