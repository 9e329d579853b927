using SupportAgent.Domain.Access;

namespace SupportAgent.Domain.Evaluation;

/// <summary>The people of a case: one who asks, and two who decide.</summary>
internal static class CasePeople
{
    /// <summary>Asks the agent.</summary>
    public static Actor Agent { get; } = Person("agent", "Alex Agent", Role.Agent);

    /// <summary>Decide about drafts: the second where two have to.</summary>
    public static IReadOnlyList<Actor> Approvers { get; } = [Person("approver", "Pia Approver", Role.Approver), Person("approver-2", "Quin Approver", Role.Approver)];

    /// <summary>Everybody.</summary>
    public static IReadOnlyList<Actor> All { get; } = [Agent, .. Approvers];

    private static Actor Person(string id, string name, string role) => new(id, name, new HashSet<string>([role], StringComparer.Ordinal));
}
