using System.Collections.Concurrent;
using System.Text;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Agent;

/// <summary>What the agent is saying at this moment, before it is stored: a page that opens in mid-answer shows it from the start.</summary>
public sealed class LiveAnswers(ChangeFeed feed)
{
    private readonly ConcurrentDictionary<Guid, Growing> _answers = new();

    /// <summary>The answer that is being said in a conversation; null when none is.</summary>
    public LiveAnswer? Find(Guid conversationId) => _answers.TryGetValue(conversationId, out var answer) ? answer.Now() : null;

    internal void Append(Guid conversationId, int round, string piece)
    {
        _answers.GetOrAdd(conversationId, _ => new Growing(round)).Append(piece);
        feed.Publish(Topic.Conversation(conversationId));
    }

    internal void Clear(Guid conversationId) => _answers.TryRemove(conversationId, out _);

    private sealed class Growing(int round)
    {
        private readonly Lock _lock = new();
        private readonly StringBuilder _text = new();

        public void Append(string piece)
        {
            lock (_lock) _text.Append(piece);
        }

        public LiveAnswer Now()
        {
            lock (_lock) return new(round, _text.ToString());
        }
    }
}

/// <summary>An answer that is not complete yet.</summary>
/// <param name="Round">The model round that says it, from 1.</param>
/// <param name="Text">What was said so far: Markdown, untrusted.</param>
public sealed record LiveAnswer(int Round, string Text);
