using SupportAgent.Domain.Models.Patience;

namespace SupportAgent.Domain.Models;

/// <summary>The configuration section <c>Model</c>.</summary>
public sealed class ModelOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Model";

    /// <summary>Which model answers. Default: the offline one.</summary>
    public ModelProvider Provider { get; set; } = ModelProvider.Offline;

    /// <summary>Base URL of the server up to and including <c>/v1</c>. Empty means the provider's own server.</summary>
    public string Endpoint { get; set; } = "";

    /// <summary>The model's name at the provider. The offline model needs none.</summary>
    public string Name { get; set; } = "";

    /// <summary>
    /// The key for the provider; when empty, the variable <c>OPENAI_API_KEY</c> or <c>ANTHROPIC_API_KEY</c> is taken. Never logged or shown.
    /// </summary>
    public string ApiKey { get; set; } = "";

    /// <summary>Most tokens of one answer, for <see cref="ModelProvider.Anthropic"/>; empty means a number that every model there allows.</summary>
    public int? MaxOutputTokens { get; set; }

    /// <summary>How long to wait for it, and how often to ask again.</summary>
    public PatienceOptions Patience { get; set; } = new();

    /// <summary>The model that is asked when this one cannot be reached; null for none. It has the same settings, but no second one of its own.</summary>
    public ModelOptions? Fallback { get; set; }
}
