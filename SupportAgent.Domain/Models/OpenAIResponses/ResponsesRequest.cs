using Microsoft.Extensions.AI;
using OpenAI.Responses;

namespace SupportAgent.Domain.Models.OpenAIResponses;

/// <summary>One request in the shape of the Responses API.</summary>
internal static class ResponsesRequest
{
    /// <summary>Maps input, tools, tool choice, the form of the answer, temperature and limits. Choices about tools go only along with tools: servers refuse them alone.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="input">The conversation so far.</param>
    /// <param name="tools">The tools that it may call.</param>
    /// <param name="options">The rest.</param>
    /// <param name="reasons">Whether the model may have reasoning to send along, sealed, for its next round.</param>
    public static CreateResponseOptions Of(string model, ResponsesInput input, ResponsesTools tools, ChatOptions? options, bool reasons)
    {
        var request = new CreateResponseOptions(model, input.Items)
        {
            Instructions = input.Instructions,
            Temperature = options?.Temperature,
            MaxOutputTokenCount = options?.MaxOutputTokens,
            StreamingEnabled = true,
            StoredOutputEnabled = false, // customers' data stays with us, and the whole conversation goes with each request
        };
        if (ResponseSchema.Of(options) is { } form)
            request.TextOptions = new ResponseTextOptions { TextFormat = ResponseTextFormat.CreateJsonSchemaFormat(form.Name, form.Schema, form.Description, form.IsStrict) };
        if (reasons) request.IncludedProperties.Add(IncludedResponseProperty.ReasoningEncryptedContent);
        foreach (var tool in tools.All) request.Tools.Add(tool);
        if (tools.All.Count > 0)
        {
            request.ParallelToolCallsEnabled = options?.AllowMultipleToolCalls;
            request.ToolChoice = Choice(options?.ToolMode);
        }

        return request;
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
