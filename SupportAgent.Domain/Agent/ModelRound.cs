using System.Text;
using Microsoft.Extensions.AI;
using SupportAgent.Domain.Models;
using SupportAgent.Domain.Models.Patience;
using SupportAgent.Domain.Texts;

namespace SupportAgent.Domain.Agent;

/// <summary>What came of asking a model once, put together from its stream.</summary>
public sealed class ModelRound
{
    /// <summary>Longest text of one round; a model that goes on is cut off.</summary>
    public const int MaxTextLength = 64 * 1024;

    /// <summary>Most tool calls of one round that are looked at; those beyond are counted only.</summary>
    public const int MaxCalls = 64;

    private readonly StringBuilder _text = new();
    private readonly List<FunctionCallContent> _calls = [];
    private readonly List<AIContent> _reasoning = [];
    private bool _isCut;

    /// <summary>What it said.</summary>
    public string Text => _text.ToString();

    /// <summary>What it asked for, in its order.</summary>
    public IReadOnlyList<FunctionCallContent> Calls => _calls;

    /// <summary>What it refused to do, in its words; null when it did not.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Why it stopped; null when it never said, and then the answer may be incomplete.</summary>
    public ChatFinishReason? Finish { get; private set; }

    /// <summary>Tokens that it read.</summary>
    public long InputTokens { get; private set; }

    /// <summary>Tokens that it wrote.</summary>
    public long OutputTokens { get; private set; }

    /// <summary>What the answer cost in millionths of a US dollar; null where the server does not say.</summary>
    public long? CostMicroDollars { get; private set; }

    /// <summary>The server's ids of the calls, in their order; null when they are not good enough to refer to: missing, repeated or cut short.</summary>
    public IReadOnlyList<string>? CallIds => !_isCut && _calls.TrueForAll(x => x.CallId is { Length: > 0 }) && _calls.DistinctBy(x => x.CallId, StringComparer.Ordinal).Count() == _calls.Count
        ? [.. _calls.Select(x => x.CallId)]
        : null;

    /// <summary>What people have to know about who answered, such as that another model did; null when there is nothing to say.</summary>
    public string? Notice { get; private set; }

    /// <summary>Who answered in place of the first; null when the first did.</summary>
    public string? Provider { get; private set; }

    /// <summary>The model that answered, by its own word.</summary>
    public string? Model { get; private set; }

    /// <summary>The provider's id of the answer.</summary>
    public string? ResponseId { get; private set; }

    /// <summary>What it thought, sealed by its server: goes back to it with the results of its calls, and nowhere else.</summary>
    public IReadOnlyList<AIContent> Reasoning => _reasoning;

    /// <summary>Why none of its calls may run; null when they may.</summary>
    public string? CallsNotRunBecause => this switch
    {
        { Refusal: not null } => ModelFaultTexts.NotRunDeclined,
        { Finish: { } finish } when finish == ChatFinishReason.Stop || finish == ChatFinishReason.ToolCalls => null,
        { Finish: { } finish } when finish == ChatFinishReason.Length => ModelFaultTexts.NotRunCutOff,
        { Finish: { } finish } when finish == ChatFinishReason.ContentFilter => ModelFaultTexts.NotRunFiltered,
        _ => ModelFaultTexts.NotRunUnfinished,
    };

    /// <summary>Takes the next piece of the stream; gives the text in it.</summary>
    public string Add(ChatResponseUpdate update)
    {
        var said = _text.Length;
        foreach (var content in update.Contents)
        {
            if (content is TextReasoningContent { ProtectedData.Length: > 0 } sealed_ && _reasoning.Count < MaxCalls) _reasoning.Add(sealed_);
            else if (content is TextContent text) Say(text.Text);
            else if (content is FunctionCallContent call) Ask(call);
            else if (content is ErrorContent { ErrorCode: "Refusal" } refusal) Refusal += refusal.Message;
            else if (content is UsageContent usage) Count(usage.Details);
        }

        Finish = update.FinishReason ?? Finish;
        Model = update.ModelId ?? Model;
        ResponseId = update.ResponseId ?? ResponseId;
        if (update.AdditionalProperties?.TryGetValue(FallbackChatClient.Notice, out var notice) == true) Notice = notice as string;
        if (update.AdditionalProperties?.TryGetValue(FallbackChatClient.Provider, out var provider) == true) Provider = provider as string;
        return _text.ToString(said, _text.Length - said);
    }

    private void Say(string? text)
    {
        if (text is null || _text.Length >= MaxTextLength) return;
        _text.Append(Domain.Text.WellFormed(text), 0, Math.Min(text.Length, MaxTextLength - _text.Length));
    }

    private void Ask(FunctionCallContent call)
    {
        _isCut |= _calls.Count >= MaxCalls;
        if (!_isCut) _calls.Add(call);
    }

    // some servers send nonsense here; a count below zero would give a turn more than its share
    private void Count(UsageDetails usage)
    {
        InputTokens += Math.Max(0, usage.InputTokenCount ?? 0);
        OutputTokens += Math.Max(0, usage.OutputTokenCount ?? 0);
        if (usage.AdditionalCounts?.TryGetValue(ModelProperties.CostMicroDollars, out var cost) == true) CostMicroDollars = (CostMicroDollars ?? 0) + Math.Max(0, cost);
    }
}
