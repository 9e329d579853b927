namespace SupportAgent.Web.Components.Audit;

/// <summary>One line of what was and what is.</summary>
/// <param name="What">Its name.</param>
/// <param name="Before">What was; null where there was nothing.</param>
/// <param name="After">What is; null where there is nothing.</param>
public sealed record Change(string What, string? Before, string? After)
{
    /// <summary>Whether the two differ.</summary>
    public bool IsChange => Before != After;
}
