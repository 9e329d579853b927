using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatResponseFormat = OpenAI.Chat.ChatResponseFormat;

namespace SupportAgent.Domain.Models;

/// <summary>The options of one request in the shape of Chat Completions, and which optional parts went into it.</summary>
internal sealed class OpenAIRequest
{
    private readonly List<string> _parts = [];

    /// <summary>Maps tools, tool choice, temperature, limits and the answer's shape. Choices about tools go only along with tools: servers refuse them alone.</summary>
    public OpenAIRequest(ChatOptions? options, OptionalParts parts)
    {
        Tools = new OfferedTools(options, parts.Takes(OptionalParts.Strict));
        Options = new ChatCompletionOptions { MaxOutputTokenCount = options?.MaxOutputTokens };
        if (options?.Temperature is { } temperature && parts.Takes(OptionalParts.Temperature)) Options.Temperature = With(OptionalParts.Temperature, temperature);
        if (parts.Takes(OptionalParts.ResponseFormat) && ResponseSchema.Of(options) is { } form)
            Options.ResponseFormat = With(OptionalParts.ResponseFormat, ChatResponseFormat.CreateJsonSchemaFormat(form.Name, form.Schema, form.Description, form.IsStrict));
        foreach (var tool in Tools.All)
            Options.Tools.Add(ChatTool.CreateFunctionTool(tool.Name, tool.Description, BinaryData.FromString(tool.Schema), tool.IsStrict ? With(OptionalParts.Strict, true) : null));
        if (Tools.All.Count == 0) return;
        if (Tools.SideBySide is { } several && parts.Takes(OptionalParts.ParallelToolCalls)) Options.AllowParallelToolCalls = With(OptionalParts.ParallelToolCalls, several);
        Options.ToolChoice = Choice(options?.ToolMode);
    }

    /// <summary>As the package wants them.</summary>
    public ChatCompletionOptions Options { get; }

    /// <summary>The tools in them.</summary>
    public OfferedTools Tools { get; }

    /// <summary>The optional parts in them.</summary>
    public IReadOnlyCollection<string> Parts => _parts;

    private T With<T>(string part, T value)
    {
        _parts.Add(part);
        return value;
    }

    private static ChatToolChoice? Choice(ChatToolMode? mode) => mode switch
    {
        NoneChatToolMode => ChatToolChoice.CreateNoneChoice(),
        RequiredChatToolMode { RequiredFunctionName: { } name } => ChatToolChoice.CreateFunctionChoice(name),
        RequiredChatToolMode => ChatToolChoice.CreateRequiredChoice(),
        AutoChatToolMode => ChatToolChoice.CreateAutoChoice(),
        _ => null,
    };
}
