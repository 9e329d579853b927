using Microsoft.Extensions.AI;

namespace SupportAgent.Domain.Models;

/// <summary>The models that are configured, the one of the section <c>Model</c> first.</summary>
/// <param name="models">At least one; their ids differ.</param>
public sealed class ModelRoster(IReadOnlyList<ConfiguredModel> models) : IDisposable
{
    /// <summary>The id of the model of the section <c>Model</c>.</summary>
    public const string FirstId = "model";

    /// <summary>All of them.</summary>
    public IReadOnlyList<ConfiguredModel> All { get; } = models;

    /// <summary>The one that answers where nobody chose another.</summary>
    public ConfiguredModel First => All[0];

    /// <summary>A model by its id; null when it is not, or no longer, configured.</summary>
    public ConfiguredModel? Find(string? id) => All.FirstOrDefault(x => string.Equals(x.Id, id, StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var model in All) model.Client.Dispose();
    }
}

/// <summary>A model that can be picked.</summary>
/// <param name="Id">Its id: the name of its entry in <c>Models</c>.</param>
/// <param name="Description">What pages may say of it.</param>
/// <param name="Client">Answers, with its settings, its patience and the model that stands in for it.</param>
/// <param name="ContextTokens">How many tokens of a conversation it is sent at most.</param>
public sealed record ConfiguredModel(string Id, ModelDescription Description, IChatClient Client, int ContextTokens)
{
    /// <summary>A model without settings, as tests and tools need it.</summary>
    public static ConfiguredModel Of(IChatClient client, string id = ModelRoster.FirstId) =>
        new(id, new ModelDescription(ModelProvider.Offline, id == ModelRoster.FirstId ? "Offline model" : id, IsOffline: true), client, new ModelOptions().ContextTokens);
}
