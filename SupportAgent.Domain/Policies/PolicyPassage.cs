namespace SupportAgent.Domain.Policies;

/// <summary>A section of a policy: short enough to be quoted, and with an address of its own.</summary>
/// <param name="Policy">The policy's name.</param>
/// <param name="Title">The policy's title.</param>
/// <param name="Section">The section's title; that of the policy where text stands before the first section.</param>
/// <param name="Anchor">What the section is called in addresses; once in a policy.</param>
/// <param name="Text">What it says, in Markdown.</param>
public sealed record PolicyPassage(string Policy, string Title, string Section, string Anchor, string Text)
{
    /// <summary>Its page, such as <c>/policies/returns#within-30-days</c>.</summary>
    public string Link => $"/policies/{Policy}#{Anchor}";
}
