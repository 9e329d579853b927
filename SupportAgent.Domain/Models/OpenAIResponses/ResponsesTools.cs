using System.Text.Json;
using Microsoft.Extensions.AI;
using OpenAI.Responses;

namespace SupportAgent.Domain.Models.OpenAIResponses;

/// <summary>The tools of one request: as they go out, strict where strict mode can say the same, and how to read the calls that come back.</summary>
internal sealed class ResponsesTools
{
    private readonly Dictionary<string, JsonElement> _strict = new(StringComparer.Ordinal);
    private readonly List<FunctionTool> _tools = [];

    /// <summary>As they go out.</summary>
    public IReadOnlyList<FunctionTool> All => _tools;

    /// <summary>The functions among the tools of a request.</summary>
    public static ResponsesTools Of(ChatOptions? options)
    {
        var tools = new ResponsesTools();
        foreach (var tool in options?.Tools?.OfType<AIFunctionDeclaration>() ?? []) tools.Add(tool);
        return tools;
    }

    /// <summary>A call as the tool's own schema wants it.</summary>
    public FunctionCallContent Call(string callId, string name, string arguments) =>
        ArgumentsText.Call(callId, name, _strict.TryGetValue(name, out var schema) ? StrictSchema.Undo(schema, arguments) : arguments);

    private void Add(AIFunctionDeclaration tool)
    {
        var strict = StrictSchema.Of(tool.JsonSchema);
        if (strict is not null) _strict[tool.Name] = tool.JsonSchema;
        // said either way: a server takes silence for strict
        _tools.Add(ResponseTool.CreateFunctionTool(
            tool.Name, BinaryData.FromString(strict ?? tool.JsonSchema.GetRawText()), strictModeEnabled: strict is not null, tool.Description));
    }
}
