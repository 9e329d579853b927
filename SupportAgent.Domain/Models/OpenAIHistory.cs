using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;
using WireMessage = OpenAI.Chat.ChatMessage;

namespace SupportAgent.Domain.Models;

/// <summary>The conversation so far in the shape of Chat Completions.</summary>
internal static class OpenAIHistory
{
    private const int LongestName = 64;

    private static readonly Regex NotInNames = new("[^A-Za-z0-9_-]", RegexOptions.NonBacktracking);

    /// <summary>Maps the messages in their order; instructions go first, as a system message.</summary>
    public static IEnumerable<WireMessage> Of(IEnumerable<ChatMessage> messages, string? instructions)
    {
        if (!string.IsNullOrEmpty(instructions))
            yield return new SystemChatMessage(instructions);
        foreach (var wire in messages.SelectMany(One))
            yield return wire;
    }

    private static IEnumerable<WireMessage> One(ChatMessage message)
    {
        if (message.Role == ChatRole.System)
            return [new SystemChatMessage(message.Text)];
        if (message.Role == ChatRole.Assistant)
            return Assistant(message);
        if (message.Role == ChatRole.Tool)
            return message.Contents.OfType<FunctionResultContent>().Select(result => new ToolChatMessage(result.CallId, Text(result.Result)));
        return [new UserChatMessage(message.Text)];
    }

    private static IEnumerable<WireMessage> Assistant(ChatMessage message)
    {
        var calls = message.Contents.OfType<FunctionCallContent>().Select(Call).ToList();
        // what the model refused to say was shown to the person, so it stays part of the conversation
        var text = message.Text + string.Concat(message.Contents.OfType<ErrorContent>().Select(error => error.Message));
        if (calls.Count == 0)
            return text.Length == 0 ? [] : [new AssistantChatMessage(text)];
        var wire = new AssistantChatMessage(calls);
        if (text.Length > 0)
            wire.Content.Add(ChatMessageContentPart.CreateTextPart(text));
        return [wire];
    }

    private static ChatToolCall Call(FunctionCallContent call)
    {
        var arguments = ArgumentsText.Of(call);
        return ChatToolCall.CreateFunctionToolCall(
            call.CallId, Name(call.Name), BinaryData.FromString(string.IsNullOrWhiteSpace(arguments) ? "{}" : arguments));
    }

    /// <summary>A made-up tool name was answered with an error, but it stays in the history, and servers refuse odd characters there.</summary>
    internal static string Name(string name)
    {
        var safe = NotInNames.Replace(name, "_");
        return safe.Length == 0 ? "unnamed" : safe[..Math.Min(safe.Length, LongestName)];
    }

    internal static string Text(object? result) => result switch
    {
        null => "",
        string text => text,
        _ => CompactJson.Of(result),
    };
}
