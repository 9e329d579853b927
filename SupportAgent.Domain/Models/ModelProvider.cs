namespace SupportAgent.Domain.Models;

/// <summary>Where the answers of the agent come from.</summary>
public enum ModelProvider
{
    /// <summary>The embedded model: understands everyday sentences, needs no network and no key.</summary>
    Offline,

    /// <summary>Chat Completions of OpenAI or of any compatible server.</summary>
    OpenAI,

    /// <summary>The Responses API of OpenAI.</summary>
    OpenAIResponses,

    /// <summary>The Messages API of Anthropic.</summary>
    Anthropic,
}
