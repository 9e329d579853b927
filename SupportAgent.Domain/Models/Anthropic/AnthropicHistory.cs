using Anthropic.Models.Messages;
using Microsoft.Extensions.AI;

namespace SupportAgent.Domain.Models.Anthropic;

/// <summary>
/// The conversation so far in the shape of the Messages API, which is strict: people and model take turns, people begin and have the last
/// word, no text is empty, and the message after one with calls begins with a result for each of them and for no other.
/// </summary>
internal sealed class AnthropicHistory
{
    private const string Beginning = "(The conversation begins.)";
    private const string Continuing = "Please go on.";
    private const string NoResult = "There is no result: the call was not run.";

    private readonly List<string> _system = [];
    private readonly List<(bool Model, List<ContentBlockParam> Blocks)> _messages = [];
    private readonly List<string> _unanswered = [];
    private readonly List<string> _toolNames = [];

    private AnthropicHistory()
    {
    }

    /// <summary>The instructions, or null.</summary>
    public string? System => _system.Count == 0 ? null : string.Join("\n\n", _system);

    /// <summary>The messages, at least one.</summary>
    public List<MessageParam> Messages => [.. _messages.Select(message => message.Model
        ? (MessageParam)new AssistantMessageParam(message.Blocks)
        : new UserMessageParam(message.Blocks))];

    /// <summary>The tools that were called in it, each once.</summary>
    public IReadOnlyList<string> ToolNames => _toolNames;

    /// <summary>Maps the messages in their order; instructions and all system messages go into <see cref="System"/>.</summary>
    public static AnthropicHistory Of(IEnumerable<ChatMessage> messages, string? instructions)
    {
        var history = new AnthropicHistory();
        history.Instruct(instructions);
        foreach (var message in messages)
        {
            if (message.Role == ChatRole.System)
                history.Instruct(message.Text);
            else if (message.Role == ChatRole.Assistant)
                history.AddModel(message);
            else
                history.AddPerson(message);
        }

        history.Close();
        return history;
    }

    private void Instruct(string? text)
    {
        if (!string.IsNullOrWhiteSpace(text))
            _system.Add(text);
    }

    private void AddModel(ChatMessage message)
    {
        AnswerCalls();
        // what the model refused to say was shown to the person, so it stays part of the conversation
        Say(model: true, message.Text + string.Concat(message.Contents.OfType<ErrorContent>().Select(error => error.Message)));
        foreach (var call in message.Contents.OfType<FunctionCallContent>())
        {
            var name = OpenAIHistory.Name(call.Name);
            Blocks(model: true).Add(new ToolUseBlockParam { ID = call.CallId, Name = name, Input = ToolInput.Of(ArgumentsText.Of(call)) });
            _unanswered.Add(call.CallId);
            if (!_toolNames.Contains(name))
                _toolNames.Add(name);
        }
    }

    private void AddPerson(ChatMessage message)
    {
        foreach (var result in message.Contents.OfType<FunctionResultContent>().Where(result => _unanswered.Remove(result.CallId)))
            Answer(result.CallId, OpenAIHistory.Text(result.Result), failed: result.Exception is not null);
        if (string.IsNullOrWhiteSpace(message.Text))
            return;
        AnswerCalls();
        Say(model: false, message.Text);
    }

    private void Close()
    {
        AnswerCalls();
        if (_messages.Count == 0 || _messages[0].Model)
            _messages.Insert(0, (Model: false, [new TextBlockParam(Beginning)]));
        if (_messages[^1].Model)
            Say(model: false, Continuing);
    }

    private void AnswerCalls()
    {
        foreach (var id in _unanswered)
            Answer(id, NoResult, failed: true);
        _unanswered.Clear();
    }

    private void Answer(string id, string text, bool failed) => Blocks(model: false).Add(new ToolResultBlockParam(id)
    {
        Content = text.Length == 0 ? null : (ToolResultBlockParamContent)text,
        IsError = failed ? true : null,
    });

    private void Say(bool model, string text)
    {
        if (!string.IsNullOrWhiteSpace(text))
            Blocks(model).Add(new TextBlockParam(text));
    }

    /// <summary>Where the next block of a side goes: to its last message, if the other side has not spoken since.</summary>
    private List<ContentBlockParam> Blocks(bool model)
    {
        if (_messages.Count == 0 || _messages[^1].Model != model)
            _messages.Add((model, []));
        return _messages[^1].Blocks;
    }
}
