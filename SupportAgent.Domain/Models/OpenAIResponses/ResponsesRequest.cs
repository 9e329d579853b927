using Microsoft.Extensions.AI;
using OpenAI.Responses;

namespace SupportAgent.Domain.Models.OpenAIResponses;

/// <summary>One request in the shape of the Responses API, and which optional parts went into it.</summary>
internal sealed class ResponsesRequest
{
    private readonly List<string> _parts = [];

    /// <summary>Maps input, tools, tool choice, temperature, limits and the answer's shape. Choices about tools go only along with tools: servers refuse them alone.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="input">The conversation so far.</param>
    /// <param name="options">The rest.</param>
    /// <param name="parts">What the server takes.</param>
    /// <param name="isKept">Whether the server keeps the answer.</param>
    public ResponsesRequest(string model, ResponsesInput input, ChatOptions? options, OptionalParts parts, bool isKept)
    {
        Tools = new OfferedTools(options, parts.Takes(OptionalParts.Strict));
        Options = new CreateResponseOptions(model, input.Items)
        {
            Instructions = input.Instructions,
            MaxOutputTokenCount = options?.MaxOutputTokens,
            StreamingEnabled = true,
            StoredOutputEnabled = isKept,
        };
        if (input.Previous is { } previous) Options.PreviousResponseId = With(OptionalParts.PreviousResponse, previous);
        if (options?.Temperature is { } temperature && parts.Takes(OptionalParts.Temperature)) Options.Temperature = With(OptionalParts.Temperature, temperature);
        // a server that keeps the answers keeps what was thought as well
        if (!isKept && parts.Takes(OptionalParts.SealedReasoning)) Options.IncludedProperties.Add(With(OptionalParts.SealedReasoning, IncludedResponseProperty.ReasoningEncryptedContent));
        if (parts.Takes(OptionalParts.ResponseFormat) && ResponseSchema.Of(options) is { } form)
            Options.TextOptions = With(OptionalParts.ResponseFormat, new ResponseTextOptions { TextFormat = ResponseTextFormat.CreateJsonSchemaFormat(form.Name, form.Schema, form.Description, form.IsStrict) });
        foreach (var tool in Tools.All) Options.Tools.Add(Function(tool));
        if (Tools.All.Count == 0) return;
        if (Tools.SideBySide is { } several && parts.Takes(OptionalParts.ParallelToolCalls)) Options.ParallelToolCallsEnabled = With(OptionalParts.ParallelToolCalls, several);
        Options.ToolChoice = Choice(options?.ToolMode);
    }

    /// <summary>As the package wants it.</summary>
    public CreateResponseOptions Options { get; }

    /// <summary>The tools in it.</summary>
    public OfferedTools Tools { get; }

    /// <summary>The optional parts in it.</summary>
    public IReadOnlyCollection<string> Parts => _parts;

    // said either way: a server takes silence for strict
    private FunctionTool Function(OfferedTool tool) => ResponseTool.CreateFunctionTool(
        tool.Name, BinaryData.FromString(tool.Schema), strictModeEnabled: tool.IsStrict && With(OptionalParts.Strict, true), tool.Description);

    private T With<T>(string part, T value)
    {
        _parts.Add(part);
        return value;
    }

    private static ResponseToolChoice? Choice(ChatToolMode? mode) => mode switch
    {
        NoneChatToolMode => ResponseToolChoice.CreateNoneChoice(),
        RequiredChatToolMode { RequiredFunctionName: { } name } => ResponseToolChoice.CreateFunctionChoice(name),
        RequiredChatToolMode => ResponseToolChoice.CreateRequiredChoice(),
        AutoChatToolMode => ResponseToolChoice.CreateAutoChoice(),
        _ => null,
    };
}
