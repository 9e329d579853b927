using Microsoft.Extensions.AI;
using OpenAI.Responses;

namespace SupportAgent.Domain.Models.OpenAIResponses;

/// <summary>The conversation so far in the shape of the Responses API.</summary>
/// <param name="Instructions">What the model is to follow; null when nothing was said.</param>
/// <param name="Items">Messages, calls and their outputs, in their order.</param>
/// <param name="Previous">The answer that the server kept and the items follow; null when they are the whole conversation.</param>
internal sealed record ResponsesInput(string? Instructions, IReadOnlyList<ResponseItem> Items, string? Previous = null)
{
    /// <summary>Maps what came after the last answer, where the server kept that.</summary>
    /// <param name="messages">The whole conversation.</param>
    /// <param name="instructions">What the model is to follow.</param>
    /// <param name="isKept">Whether the server keeps the answer of an id.</param>
    public static ResponsesInput After(IReadOnlyList<ChatMessage> messages, string? instructions, Func<string, bool> isKept)
    {
        var all = Of(messages, instructions);
        var answered = messages.ToList().FindLastIndex(x => x.Role == ChatRole.Assistant);
        if (answered < 0 || messages[answered].AdditionalProperties?.GetValueOrDefault(ModelProperties.ResponseId) is not string id || !isKept(id)) return all;
        return all with { Previous = id, Items = [.. messages.Skip(answered + 1).SelectMany(x => x.Role == ChatRole.Tool ? KeptCalls(x) : One(x))] };
    }

    /// <summary>Maps the messages. System messages at the start join the instructions, later ones keep their place.</summary>
    public static ResponsesInput Of(IEnumerable<ChatMessage> messages, string? instructions)
    {
        var all = messages.ToList();
        var first = all.TakeWhile(x => x.Role == ChatRole.System).ToList();
        var told = string.Join("\n\n", first.Select(x => x.Text).Prepend(instructions).Where(x => !string.IsNullOrEmpty(x)));
        return new(told.Length == 0 ? null : told, [.. all.Skip(first.Count).SelectMany(One)]);
    }

    private static IEnumerable<ResponseItem> One(ChatMessage message)
    {
        if (message.Role == ChatRole.System) return [ResponseItem.CreateSystemMessageItem(message.Text)];
        if (message.Role == ChatRole.Assistant) return Assistant(message);
        if (message.Role == ChatRole.Tool)
            return message.Contents.OfType<FunctionResultContent>().Select(x => ResponseItem.CreateFunctionCallOutputItem(x.CallId, OpenAIHistory.Text(x.Result)));
        return [ResponseItem.CreateUserMessageItem(message.Text)];
    }

    // the server knows calls by its own ids only
    private static IEnumerable<ResponseItem> KeptCalls(ChatMessage results) => results.Contents.OfType<FunctionResultContent>()
        .Select(x => ResponseItem.CreateFunctionCallOutputItem(x.AdditionalProperties?.GetValueOrDefault(ModelProperties.ServerCallId) as string ?? x.CallId, OpenAIHistory.Text(x.Result)));

    // in the order in which the model gave them: reasoning stands before what came of it
    private static IEnumerable<ResponseItem> Assistant(ChatMessage message)
    {
        foreach (var reasoning in message.Contents.OfType<TextReasoningContent>().Where(x => !string.IsNullOrEmpty(x.ProtectedData)))
            yield return Reasoning(reasoning);
        // what the model refused to say was shown to the person, so it stays part of the conversation
        var refusal = string.Concat(message.Contents.OfType<ErrorContent>().Select(x => x.Message));
        List<ResponseContentPart> said = [];
        if (message.Text.Length > 0) said.Add(ResponseContentPart.CreateOutputTextPart(message.Text, []));
        if (refusal.Length > 0) said.Add(ResponseContentPart.CreateRefusalPart(refusal));
        if (said.Count > 0) yield return ResponseItem.CreateAssistantMessageItem(said);
        foreach (var call in message.Contents.OfType<FunctionCallContent>()) yield return Call(call);
    }

    private static FunctionCallResponseItem Call(FunctionCallContent call)
    {
        var arguments = ArgumentsText.Of(call);
        return ResponseItem.CreateFunctionCallItem(
            call.CallId, OpenAIHistory.Name(call.Name), BinaryData.FromString(string.IsNullOrWhiteSpace(arguments) ? "{}" : arguments));
    }

    // without its id: the server kept nothing, and looks for whatever has one
    private static ReasoningResponseItem Reasoning(TextReasoningContent reasoning) =>
        new(reasoning.Text.Length == 0 ? [] : [ReasoningSummaryPart.CreateTextPart(reasoning.Text)]) { EncryptedContent = reasoning.ProtectedData };
}
