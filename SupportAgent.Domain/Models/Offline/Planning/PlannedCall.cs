using System.Text.Json.Nodes;
using SupportAgent.Domain.Models.Offline.Memory;

namespace SupportAgent.Domain.Models.Offline.Planning;

/// <summary>A tool call to ask for.</summary>
/// <param name="Tool">The name of the tool.</param>
/// <param name="Arguments">Its arguments as JSON.</param>
internal sealed record PlannedCall(string Tool, string Arguments)
{
    /// <summary>Tells it from others, and finds its result once it has been run.</summary>
    public string Key { get; } = CallKey.Of(Tool, Arguments);

    /// <summary>Makes a call; arguments without a value are left out.</summary>
    public static PlannedCall Of(string tool, params (string Name, JsonNode? Value)[] arguments) =>
        new(tool, new JsonObject(arguments.Where(x => x.Value is not null).Select(x => KeyValuePair.Create(x.Name, x.Value))).ToJsonString());
}
