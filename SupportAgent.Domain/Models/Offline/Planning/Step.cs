using SupportAgent.Domain.Models.Offline.Memory;
using SupportAgent.Domain.Models.Offline.Understanding;

namespace SupportAgent.Domain.Models.Offline.Planning;

/// <summary>What comes next for a request.</summary>
internal abstract record Step(Request Request)
{
    /// <summary>Tools have to be called first, side by side.</summary>
    internal sealed record Call(Request Request, IReadOnlyList<PlannedCall> Planned) : Step(Request);

    /// <summary>The person has to tell something first.</summary>
    /// <param name="Request">What waits for it.</param>
    /// <param name="Missing">What is asked.</param>
    /// <param name="Seen">The result that raised the question, where one did: the list to choose from.</param>
    internal sealed record Ask(Request Request, Missing Missing, PerformedCall? Seen = null) : Step(Request)
    {
        /// <summary>The items or variants to choose from.</summary>
        public IReadOnlyList<KnownItem> Items { get; init; } = [];

        /// <summary>The item that a variant should replace.</summary>
        public KnownItem? Subject { get; init; }

        /// <summary>Whether what was wanted is clear, but not available.</summary>
        public bool IsSoldOut { get; init; }
    }

    /// <summary>A result answers it, be it an error.</summary>
    internal sealed record Answer(Request Request, PerformedCall Result) : Step(Request);

    /// <summary>No tool is needed to answer.</summary>
    internal sealed record Say(Request Request) : Step(Request);
}
