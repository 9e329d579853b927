using System.Text.Json;
using Microsoft.Extensions.AI;

namespace SupportAgent.Domain.Models;

/// <summary>
/// The tools of one request to a server of OpenAI's APIs: strict where strict mode can say the same and the server takes it, and how to read the
/// calls that come back.
/// </summary>
internal sealed class OfferedTools
{
    private readonly Dictionary<string, JsonElement> _strict = new(StringComparer.Ordinal);
    private readonly List<OfferedTool> _tools = [];
    private readonly bool? _sideBySide;

    /// <summary>Reads the functions among the tools of a request.</summary>
    /// <param name="options">The request.</param>
    /// <param name="isStrict">Whether the server is asked to hold arguments to their schema.</param>
    public OfferedTools(ChatOptions? options, bool isStrict)
    {
        foreach (var tool in options?.Tools?.OfType<AIFunctionDeclaration>() ?? [])
        {
            var strict = isStrict ? StrictSchema.Of(tool.JsonSchema) : null;
            if (strict is not null) _strict[tool.Name] = tool.JsonSchema;
            _tools.Add(new OfferedTool(tool.Name, tool.Description, strict ?? tool.JsonSchema.GetRawText(), strict is not null));
        }

        var wantsExact = options?.AdditionalProperties?.TryGetValue(ModelProperties.ExactArguments, out var exact) == true && exact is true;
        _sideBySide = wantsExact && _strict.Count > 0 ? false : options?.AllowMultipleToolCalls;
    }

    /// <summary>As they go out.</summary>
    public IReadOnlyList<OfferedTool> All => _tools;

    /// <summary>Whether calls may come side by side; null says nothing about it.</summary>
    public bool? SideBySide => _tools.Count > 0 ? _sideBySide : null;

    /// <summary>A call as the tool's own schema wants it.</summary>
    public FunctionCallContent Call(string callId, string name, string arguments) =>
        ArgumentsText.Call(callId, name, _strict.TryGetValue(name, out var schema) ? StrictSchema.Undo(schema, arguments) : arguments);
}

/// <summary>A tool as it goes out.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Schema">The JSON Schema of its arguments.</param>
/// <param name="IsStrict">Whether the server is asked to hold to the schema.</param>
internal sealed record OfferedTool(string Name, string Description, string Schema, bool IsStrict);
