namespace SupportAgent.Domain.Conversations;

/// <summary>Which answer of which model asked for a tool call, as far as is known.</summary>
/// <param name="Provider">Where the model is, such as <c>openai</c>.</param>
/// <param name="Model">The model's name, as it answered.</param>
/// <param name="ResponseId">The provider's id of the answer.</param>
public sealed record ModelAnswer(string? Provider, string? Model, string? ResponseId)
{
    /// <summary>Longest of the three that is kept.</summary>
    public const int TextLength = 200;
}
