using SupportAgent.Domain.Approvals;

namespace SupportAgent.Domain.Execution;

/// <summary>What people should know before they decide about a draft, beside what it says itself, in the language of the person who asked for it. All of it is computed from data, but for <see cref="AgentsWords"/>.</summary>
/// <param name="Risk">The highest of the hints.</param>
/// <param name="Hints">What speaks for a closer look, the gravest first.</param>
/// <param name="AgentsWords">What the agent said when it prepared it; null when it said nothing. Of a model, so untrusted.</param>
/// <param name="Told">The result that the model got for preparing it, as JSON.</param>
/// <param name="Clause">The shop's rule about it; null when there is none.</param>
/// <param name="Approvers">Who may approve it now, by name.</param>
public sealed record DraftReview(RiskLevel Risk, IReadOnlyList<RiskHint> Hints, string? AgentsWords, string? Told, DraftFact? Clause, IReadOnlyList<string> Approvers);

/// <summary>One reason to look closer.</summary>
/// <param name="Level">How grave.</param>
/// <param name="Text">A sentence for people.</param>
public sealed record RiskHint(RiskLevel Level, string Text);

/// <summary>How closely a draft should be looked at.</summary>
public enum RiskLevel
{
    /// <summary>As usual.</summary>
    Low,

    /// <summary>Something stands out.</summary>
    Medium,

    /// <summary>Somebody should be sure.</summary>
    High,
}
