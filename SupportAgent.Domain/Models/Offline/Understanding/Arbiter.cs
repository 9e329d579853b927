using SupportAgent.Domain.Models.Offline.Learning;

namespace SupportAgent.Domain.Models.Offline.Understanding;

/// <summary>
/// Decides between what the rules find in a message and what was learnt from customers' utterances. The rules stay first for what is only said among
/// staff; an utterance of a kind that was seen in training is read as that.
/// </summary>
internal static class Arbiter
{
    private const double Familiar = 0.65;
    private const double VeryFamiliar = 0.8;
    private const double Sure = 0.8;
    private const double VerySure = 0.9;
    private const double Likely = 0.6;
    private const double Both = 0.6; // what the best two have to make up together, so that no third one is likely
    private const double Possible = 0.2;
    private const int FewWords = 4;

    private static readonly Phrase AmongStaff = new("ticket|tickets|#ticket|note|notes|draft|drafts|voucher|vouchers|coupon|policy|policies|rules|#customer|#email|#product");

    private static readonly Phrase Invoice = new("invoice|invoices|bill|bills"); // somebody's invoice is not looked for under the name

    /// <summary>The clauses to go on with: those of the rules, or the whole message as one that was learnt.</summary>
    public static IReadOnlyList<Clause> Decide(string message, IReadOnlyList<Clause> byRules)
    {
        var words = Words.Of(message);
        if (byRules.Count == 0 || AmongStaff.IndexIn(words) >= 0) return byRules;
        var classifier = IntentClassifier.Shared;
        var familiarity = classifier.Familiarity(message);
        if (familiarity < Familiar || classifier.Classify(message) is not [var first, var second, ..] || LearnedIntent.Find(first.Intent) is not { } learned) return byRules;

        var mentions = Mentions.In(message);
        if (Keeps(byRules, mentions, words, learned, isVerySure: first.Probability >= VerySure && familiarity >= VeryFamiliar)) return byRules;
        // "help" beside a wish asks for no list of what there is
        var isClear = byRules.Any(x => x.Intent.IsClear && (x.Intent.Intent is not Intent.Abilities || x.Intent.Score > ScoredIntent.Clear || words.Count < FewWords));
        if (first.Probability >= (isClear || mentions.Orders.Count > 0 ? Sure : Likely)) return [Whole(message, mentions, learned, rival: null)];
        return !isClear && mentions.Orders.Count == 0 && second.Probability >= Possible && first.Probability + second.Probability >= Both && LearnedIntent.Find(second.Intent) is { } rival && (rival.Intent, rival.Query) != (learned.Intent, learned.Query)
            ? [Whole(message, mentions, learned, rival)]
            : byRules;
    }

    private static bool Keeps(IReadOnlyList<Clause> byRules, Mentions mentions, IReadOnlyList<string> words, LearnedIntent learned, bool isVerySure)
    {
        var clear = byRules.Where(x => x.Intent.IsClear).Select(x => x.Intent.Intent).ToList();
        if (clear.Count == 1 && learned.Agrees(clear[0])) return true;
        // no utterance of the data is about these, so what comes nearest there is something else
        if (mentions.Orders.Count > 0 && clear.Exists(x => x is Intent.Return or Intent.Exchange or Intent.ChangePayment)) return true;
        if (mentions.Orders.Count > 0) return !IsAboutOne(clear, mentions, learned) || words.Count < FewWords || (clear.Count > 0 && !isVerySure);
        if (clear.Contains(Intent.Policy)) return mentions.OddOrder is null && (learned.Intent is not Intent.Policy || clear.TrueForAll(x => x is Intent.Policy || x.IsTalk()));
        if (clear.Any(x => x is Intent.FindCustomer or Intent.ListOrders)) return (mentions.Name is not null && Invoice.IndexIn(words) < 0) || words.Count < FewWords;
        return clear.Count > 0 && words.Count < FewWords && clear[0].IsTalk();
    }

    // with an order's number, the rules know much; what was learnt only joins what belongs together: "I can't pay for it, can I cancel it?"
    private static bool IsAboutOne(List<Intent> clear, Mentions mentions, LearnedIntent learned) =>
        mentions.Orders.Count == 1 && learned.Intent.NeedsOrder() && (clear.Count <= 1 || clear.Exists(learned.Agrees));

    private static Clause Whole(string message, Mentions mentions, LearnedIntent learned, LearnedIntent? rival) =>
        new(message.Trim(), new ScoredIntent(rival is null ? learned.Intent : Intent.Which, ScoredIntent.Clear), mentions) { Learned = learned, Rival = rival };
}
