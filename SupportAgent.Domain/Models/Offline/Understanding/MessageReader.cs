namespace SupportAgent.Domain.Models.Offline.Understanding;

/// <summary>Reads a message into clauses, each of which asks for one thing.</summary>
internal sealed class MessageReader(IntentRecogniser recogniser)
{
    /// <summary>Nobody types more into one request; the rest of a pasted text is not for the agent to act on.</summary>
    private const int LongestRead = 4000;

    private static readonly Phrase RulesByName = new("policy|policies|rules");

    public IReadOnlyList<Clause> Read(string message)
    {
        var head = message.Length > LongestRead ? message[..LongestRead] : message;
        var clauses = new List<Clause>();
        foreach (var piece in Clauses.Of(WithoutDictation(head)).Select(Understand))
        {
            if (clauses is [.., var current] && !Begins(current, piece))
                clauses[^1] = current.With(piece);
            else
                clauses.Add(piece);
        }

        return Arbiter.Decide(head, clauses);
    }

    /// <summary>The message without what is only to be written down, on a ticket or on a new one: whichever begins first.</summary>
    private static string WithoutDictation(string message) =>
        NoteWords.StartIn(message) is { } note && !(TicketWords.StartIn(message) < note) ? NoteWords.WithoutText(message) : TicketWords.WithoutText(message);

    private Clause Understand(string piece)
    {
        var mentions = Mentions.In(piece);
        return new(piece, IntentOf(piece, mentions), mentions);
    }

    // "how long will the refund take" asks for the rule, "how long will the refund of W1234567 take" about one refund
    private ScoredIntent IntentOf(string piece, Mentions mentions)
    {
        var isGeneral = !mentions.NamesOne || RulesByName.IndexIn(Words.Of(piece)) >= 0;
        return recogniser.Recognise(piece).FirstOrDefault(x => isGeneral || x.Intent is not (Intent.Policy or Intent.Products)) ?? ScoredIntent.None;
    }

    /// <summary>Whether the piece asks for something new, rather than telling more about what was asked.</summary>
    private static bool Begins(Clause current, Clause piece)
    {
        if (!current.Intent.IsClear || !piece.Intent.IsClear)
            return false;
        // "close T-1001 and T-1002": the same for both
        if (current.Intent.Intent is Intent.UpdateTicket or Intent.AddNote && piece.IsOnlyTicket)
            return false;
        if (current.Intent.Intent == piece.Intent.Intent)
            return piece.Mentions.NamesAnything || piece.Intent.Intent == Intent.Policy; // two questions about rules have two answers
        // "open a ticket, she forgot the password": the second half is what the ticket is about
        if (current.Intent.Intent == Intent.CreateTicket && piece.Intent.Intent == Intent.Policy && !piece.IsQuestion)
            return false;
        // "do you ship abroad and what does it cost": one question about rules
        if (current.Intent.Intent == Intent.Policy && piece.Intent.Intent == Intent.OrderDetails && !piece.Mentions.NamesAnything)
            return false;
        // "refund it, it has not arrived": the second half is the reason, no question about the delivery
        return !(current.Intent.Intent == Intent.PrepareRefund && current.Mentions.Reason is null &&
            piece.Mentions.Reason is not null && piece.Mentions.Orders.Count == 0 && !piece.IsQuestion);
    }
}
