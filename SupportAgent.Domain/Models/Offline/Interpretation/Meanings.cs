using SupportAgent.Domain.Models.Offline.Understanding;

namespace SupportAgent.Domain.Models.Offline.Interpretation;

/// <summary>Understands the answer to the question which of two things was meant: "the first", "cancel it".</summary>
internal static class Meanings
{
    private const int MostWords = 6;

    private static readonly Phrase First = new("first|former|one");
    private static readonly Phrase Second = new("second|latter|other|two");

    private static readonly HashSet<string> Common = new(["a", "an", "the", "of", "to", "for", "it", "is", "what", "and", "or", "by", "know", "order"], StringComparer.Ordinal);

    /// <summary>The request as what was chosen; null when the words choose neither.</summary>
    public static Request? Choose(Request asked, Clause answer) =>
        asked is { Learned: { } one, Rival: { } other } && Chosen(one, other, answer) is { } chosen ? As(asked, chosen) : null;

    /// <summary>A request as what was learnt that it means.</summary>
    public static Request As(Request request, LearnedIntent learned)
    {
        var text = request.Text ?? "";
        return request with
        {
            Intent = learned.Intent,
            Learned = learned,
            Rival = null,
            Question = learned.Intent is Intent.Policy ? learned.QueryFor(text) : null,
            Reason = learned.Intent is Intent.CancelOrder ? OtherReasons.In(learned.Intent, text) : request.Reason,
            Category = learned.Category,
            Topic = null, // a ticket is proposed before it is opened
            Proposal = learned.Intent is Intent.CreateTicket ? text : null,
            Text = learned.Intent is Intent.HandOver ? text : null,
        };
    }

    private static LearnedIntent? Chosen(LearnedIntent one, LearnedIntent other, Clause answer)
    {
        var words = Words.Of(answer.Text);
        if (answer.Intent.IsClear && one.Agrees(answer.Intent.Intent) != other.Agrees(answer.Intent.Intent)) return one.Agrees(answer.Intent.Intent) ? one : other;
        if (words.Count > MostWords) return null;
        var (inOne, inOther) = (Shared(one, words), Shared(other, words));
        if (inOne != inOther) return inOne > inOther ? one : other;
        return Second.IndexIn(words) >= 0 ? other : First.IndexIn(words) >= 0 || answer.Text.Trim() == "1" ? one : answer.Text.Trim() == "2" ? other : null;
    }

    private static int Shared(LearnedIntent intent, IReadOnlyList<string> words) => Words.Of(intent.Plain).Where(x => !Common.Contains(x)).Count(words.Contains);
}
