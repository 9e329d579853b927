namespace SupportAgent.Domain.Models.Offline.Understanding;

/// <summary>The reasons for cancellations and vouchers in everyday words, as the tools name them.</summary>
internal static class OtherReasons
{
    private static readonly IReadOnlyList<(string Reason, Phrase Phrase)> Cancellations =
    [
        ("ordered_by_mistake", new("mistake|mistaken|mistakenly|accident|accidentally|accidental|ordered_by_mistake|twice|inadvertently")),
        ("ordered_by_mistake", new("wrong|incorrect item|product|size|color|colour|one|order|article|model|thing")),
        ("ordered_by_mistake", new("didnt|not mean|meant|intend")),
        ("no_longer_needed", new("no_longer_needed|unwanted|afford|regrets|regret")),
        ("no_longer_needed", new("no longer|more")),
        ("no_longer_needed", new("dont|doesnt|didnt|not|isnt|never want|wants|need|needs|needed|like|likes|wanted|interested")),
        ("no_longer_needed", new("changed|changes|change mind")),
        ("no_longer_needed", new("found|bought|got ... elsewhere|cheaper|another")),
    ];

    private static readonly IReadOnlyList<(string Reason, Phrase Phrase)> Vouchers =
    [
        ("late_delivery", new("late|delayed|delay|late_delivery|lateness|overdue")),
        ("late_delivery", new("never|not|didnt|hasnt arrived|arrive|came|delivered")),
        ("damaged_item", new("damaged|damage|broken|defective|defect|faulty|cracked|damaged_item")),
        ("wrong_item", new("wrong item|product|size|color|colour|one|order|article|thing")),
        ("wrong_item", new("wrong_item")),
        ("poor_service", new("rude|unfriendly|poor_service|impolite")),
        ("poor_service", new("poor|bad|terrible|awful|slow service|support|treatment|answer|experience")),
        ("other", new("goodwill|gesture|other")),
    ];

    /// <summary>Why a request is made, or null; the reason of a refund is among the mentions.</summary>
    public static string? In(Intent intent, string text) => intent switch
    {
        Intent.CancelOrder => First(Cancellations, text),
        Intent.Voucher => First(Vouchers, text),
        _ => null,
    };

    private static string? First(IReadOnlyList<(string Reason, Phrase Phrase)> entries, string text)
    {
        var words = Words.Of(text);
        return entries.FirstOrDefault(entry => entry.Phrase.IndexIn(words) >= 0).Reason;
    }
}
