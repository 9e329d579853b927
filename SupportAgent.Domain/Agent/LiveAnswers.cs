using System.Collections.Concurrent;
using System.Text;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Agent;

/// <summary>What the agent is saying at this moment, before it is stored: a page that opens in mid-answer shows it from the start.</summary>
public sealed class LiveAnswers(ChangeFeed feed)
{
    private readonly ConcurrentDictionary<Guid, StringBuilder> _texts = new();

    /// <summary>The text so far of the answer that is being said in a conversation; empty when none is.</summary>
    public string TextOf(Guid conversationId)
    {
        if (!_texts.TryGetValue(conversationId, out var text)) return "";
        lock (text) return text.ToString();
    }

    internal void Append(Guid conversationId, string piece)
    {
        var text = _texts.GetOrAdd(conversationId, _ => new StringBuilder());
        lock (text) text.Append(piece);
        feed.Publish(Topic.Conversation(conversationId));
    }

    internal void Clear(Guid conversationId) => _texts.TryRemove(conversationId, out _);
}
