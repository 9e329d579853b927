namespace SupportAgent.Domain.Models;

/// <summary>What pages may say about the model in use: no address, no key.</summary>
/// <param name="Provider">Where the answers come from.</param>
/// <param name="Name">The model's name as people know it.</param>
/// <param name="IsOffline">Whether the embedded model answers, which pages show plainly.</param>
public sealed record ModelDescription(ModelProvider Provider, string Name, bool IsOffline);
