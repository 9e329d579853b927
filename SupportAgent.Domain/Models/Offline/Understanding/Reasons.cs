namespace SupportAgent.Domain.Models.Offline.Understanding;

/// <summary>The reason for a refund in everyday words.</summary>
internal static class Reasons
{
    private static readonly IReadOnlyList<(string Reason, Phrase Phrase)> Phrases =
    [
        .. Say("wrong_item", "wrong|incorrect|different item|product|size|color|colour|one|order|article|model|thing|version", "wrong", "wrong_item", "not what ... ordered|wanted|asked", "mixed|mix up", "isnt what ... ordered"),
        .. Say("not_delivered", "never|not|didnt|hasnt|havent|doesnt arrived|arrive|came|come|delivered|received|receive|got|get|gotten|shipped|turned|showed", "undelivered", "not_delivered", "lost", "missing", "non delivery", "nothing arrived|came", "disappeared", "stolen"),
        .. Say("changed_mind", "changed|changes|change mind", "change of mind", "changed_mind", "no longer wants|want|needs|need|wanted|needed|interested", "doesnt|dont|didnt|not want|wants|wanted|like|need|needs|likes|needed", "unwanted", "regrets|regret", "by mistake|accident", "mistaken"),
        .. Say("defective", "broken|broke|damaged|damage|defective|defect|defects|faulty|fault|cracked|scratched|dead|malfunction|malfunctioning|malfunctions|leaking|leaks|torn|ripped|smashed|shattered|dented|unusable", "not|doesnt|dont|isnt|stopped|wont|never work|working|works|worked|turn|start|function|ignite|charge|connect|heat"),
    ];

    private static readonly Vocabulary KnownWords = new(Phrases.SelectMany(entry => entry.Phrase.Vocabulary));

    private static readonly Phrase Denial = new("not|isnt|wasnt|never broken|damaged|defective|faulty|wrong|lost|missing");

    /// <summary>The reason said first, as the tool names it, or null.</summary>
    public static string? In(string text)
    {
        var words = KnownWords.Correct(Words.Of(text));
        var denied = Denial.IndexIn(words);
        return Phrases
            .Select(entry => (entry.Reason, Index: entry.Phrase.IndexIn(words)))
            // "it is not broken" gives no reason
            .Where(found => found.Index >= 0 && (denied < 0 || found.Index < denied || found.Index > denied + 3))
            .OrderBy(found => found.Index)
            .Select(found => found.Reason)
            .FirstOrDefault();
    }

    private static IEnumerable<(string Reason, Phrase Phrase)> Say(string reason, params string[] phrases) =>
        phrases.Select(phrase => (reason, new Phrase(phrase)));
}
