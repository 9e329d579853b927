using System.ComponentModel.DataAnnotations;
using SupportAgent.Domain.Models.Patience;

namespace SupportAgent.Domain.Models;

/// <summary>The configuration section <c>Model</c>, and each entry of <c>Models</c>.</summary>
public sealed class ModelOptions
{
    /// <summary>The name of the section of the first model.</summary>
    public const string Section = "Model";

    /// <summary>The name of the section of those that can be picked beside it, each under an id of its own.</summary>
    public const string MoreSection = "Models";

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

    /// <summary>What people call it; empty means its <see cref="Name"/>.</summary>
    public string Title { get; set; } = "";

    /// <summary>Most tokens of one answer; empty leaves it to the server, and means a number that every model allows for <see cref="ModelProvider.Anthropic"/>.</summary>
    [Range(1, 10_000_000)]
    public int? MaxOutputTokens { get; set; }

    /// <summary>How freely it writes, 0 to 2; empty leaves it to the server.</summary>
    [Range(0, 2)]
    public float? Temperature { get; set; }

    /// <summary>How many tokens of a conversation it is sent at most; what is older is summed up. Default 60,000.</summary>
    [Range(4_000, 10_000_000)]
    public int ContextTokens { get; set; } = 60_000;

    /// <summary>Whether servers of OpenAI's APIs are asked to hold arguments to their schema. One that refuses that is asked without by itself.</summary>
    public bool StrictSchemas { get; set; } = true;

    /// <summary>Whether it may ask for several tools side by side. A server that refuses to be told is not told.</summary>
    public bool ParallelToolCalls { get; set; } = true;

    /// <summary>
    /// Whether the server of the Responses API keeps answers, so that the rounds of a turn need not send everything again. Default false: customers'
    /// data stays here.
    /// </summary>
    public bool StoreAtServer { get; set; }

    /// <summary>Headers that go with every request, such as for a gateway before the server. Their values are as secret as the key.</summary>
    public IDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>How long to wait for it, and how often to ask again.</summary>
    public PatienceOptions Patience { get; set; } = new();

    /// <summary>The model that is asked when this one cannot be reached; null for none. It has the same settings, but no second one of its own.</summary>
    public ModelOptions? Fallback { get; set; }

    /// <summary>What must be in no message, log or page. Short values of headers are words of the trade, not secrets.</summary>
    internal IReadOnlyList<string> Secrets => [.. Headers.Values.Where(x => x.Length >= 8).Append(ApiKey.Trim()).Where(x => x.Length > 0).OrderByDescending(x => x.Length)];
}
