namespace SupportAgent.Domain.Models.Offline.Understanding;

/// <summary>A part of a message that asks for one thing.</summary>
/// <param name="Text">Its words.</param>
/// <param name="Intent">What it asks for, and how clearly.</param>
/// <param name="Mentions">What it names.</param>
internal sealed record Clause(string Text, ScoredIntent Intent, Mentions Mentions)
{
    /// <summary>Whether it is a ticket's id and nothing else.</summary>
    public bool IsOnlyTicket => Words.Of(Text) is ["#ticket"] or ["ticket", "#ticket"];

    /// <summary>What was learnt that it means, where that and not a rule decided.</summary>
    public LearnedIntent? Learned { get; init; }

    /// <summary>What else it may mean, about as likely.</summary>
    public LearnedIntent? Rival { get; init; }

    public bool IsQuestion => Text.EndsWith('?');

    /// <summary>This clause with one more piece of the same request.</summary>
    public Clause With(Clause piece)
    {
        var text = $"{Text}, {piece.Text}";
        return new(text, Intent.IsClear || Intent.Score >= piece.Intent.Score ? Intent : piece.Intent, Mentions.In(text));
    }
}
