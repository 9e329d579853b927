using System.Text.Json;
using Anthropic.Models.Messages;
using Microsoft.Extensions.AI;

namespace SupportAgent.Domain.Models.Anthropic;

/// <summary>Writes requests for one model: history, tools, tool choice, the form of the answer, temperature and limits in the shape of the Messages API.</summary>
internal sealed class AnthropicRequest(string model, int maxOutputTokens)
{
    private const float HighestTemperature = 1; // of this API; others go up to 2

    private static readonly JsonElement ObjectType = JsonSerializer.SerializeToElement("object");

    /// <summary>The request for the next answer of a conversation.</summary>
    public MessageCreateParams Of(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        var history = AnthropicHistory.Of(messages, options?.Instructions);
        var offered = options?.Tools?.OfType<AIFunctionDeclaration>().Select(Tool).ToList() ?? [];
        var request = new MessageCreateParams
        {
            Model = model,
            MaxTokens = options?.MaxOutputTokens ?? maxOutputTokens,
            System = history.System is { } system ? system : (MessageCreateParamsSystem?)null,
            Messages = history.Messages,
            Tools = offered.Count > 0 ? offered : Past(history.ToolNames),
            ToolChoice = offered.Count > 0 ? Choice(options) : history.ToolNames.Count > 0 ? new ToolChoiceNone() : (ToolChoice?)null,
            OutputConfig = ResponseSchema.Of(options) is { } form ? new OutputConfig { Format = new JsonOutputFormat { Schema = Fields(form) } } : null,
        };
        return options?.Temperature is { } temperature ? With(request, "temperature", Math.Clamp(temperature, 0, HighestTemperature)) : request;
    }

    private static Dictionary<string, JsonElement> Fields(ResponseSchema form)
    {
        using var schema = JsonDocument.Parse(form.Schema);
        return schema.RootElement.EnumerateObject().ToDictionary(part => part.Name, part => part.Value.Clone());
    }

    private static ToolUnion Tool(AIFunctionDeclaration tool)
    {
        var schema = tool.JsonSchema.ValueKind == JsonValueKind.Object
            ? tool.JsonSchema.EnumerateObject().ToDictionary(part => part.Name, part => part.Value)
            : [];
        schema.TryAdd("type", ObjectType);
        return new Tool { Name = tool.Name, Description = tool.Description, InputSchema = InputSchema.FromRawUnchecked(schema) };
    }

    /// <summary>Servers refuse a history with calls in a request without tools. Those of the history are named then, and none may be called.</summary>
    private static List<ToolUnion>? Past(IReadOnlyCollection<string> names) => names.Count == 0
        ? null
        : [.. names.Select(name => (ToolUnion)new Tool
        {
            Name = name,
            Description = "Not available now.",
            InputSchema = InputSchema.FromRawUnchecked(new Dictionary<string, JsonElement> { ["type"] = ObjectType }),
        })];

    private static ToolChoice? Choice(ChatOptions? options)
    {
        var oneAtATime = options?.AllowMultipleToolCalls is { } several ? !several : (bool?)null;
        return options?.ToolMode switch
        {
            NoneChatToolMode => new ToolChoiceNone(),
            RequiredChatToolMode { RequiredFunctionName: { } name } => new ToolChoiceTool(name) { DisableParallelToolUse = oneAtATime },
            RequiredChatToolMode => new ToolChoiceAny { DisableParallelToolUse = oneAtATime },
            null when oneAtATime is null => null,
            _ => new ToolChoiceAuto { DisableParallelToolUse = oneAtATime },
        };
    }

    // the package's parameters have no name for what only some models take
    private static MessageCreateParams With(MessageCreateParams request, string name, float value) => MessageCreateParams.FromRawUnchecked(
        request.RawHeaderData,
        request.RawQueryData,
        new Dictionary<string, JsonElement>(request.RawBodyData) { [name] = JsonSerializer.SerializeToElement(value) });
}
