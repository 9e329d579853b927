namespace SupportAgent.Domain.Policies;

/// <summary>What the shop's rules say about one subject.</summary>
/// <param name="Name">The name of its file as it stands in addresses, such as <c>gift-cards</c>.</param>
/// <param name="Title">For people.</param>
/// <param name="Passages">The text in its order.</param>
public sealed record Policy(string Name, string Title, IReadOnlyList<PolicyPassage> Passages)
{
    private const int OpeningLength = 160;

    /// <summary>How it begins, in a line.</summary>
    public string Opening => Passages is [var first, ..] ? Text.Opening(first.Text, OpeningLength) : "";
}
