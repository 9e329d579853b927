using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatResponseFormat = OpenAI.Chat.ChatResponseFormat;

namespace SupportAgent.Domain.Models;

/// <summary>The options of one request in the shape of Chat Completions.</summary>
internal static class OpenAIRequest
{
    /// <summary>Maps tools, tool choice, the form of the answer, temperature and limits. Choices about tools go only along with tools: servers refuse them alone.</summary>
    public static ChatCompletionOptions Of(ChatOptions? options)
    {
        var request = new ChatCompletionOptions
        {
            Temperature = options?.Temperature,
            MaxOutputTokenCount = options?.MaxOutputTokens,
            ResponseFormat = ResponseSchema.Of(options) is { } form ? ChatResponseFormat.CreateJsonSchemaFormat(form.Name, form.Schema, form.Description, form.IsStrict) : null,
        };
        foreach (var tool in options?.Tools?.OfType<AIFunctionDeclaration>() ?? [])
            request.Tools.Add(ChatTool.CreateFunctionTool(tool.Name, tool.Description, BinaryData.FromString(tool.JsonSchema.GetRawText())));
        if (request.Tools.Count > 0)
        {
            request.AllowParallelToolCalls = options?.AllowMultipleToolCalls;
            request.ToolChoice = Choice(options?.ToolMode);
        }

        return request;
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
