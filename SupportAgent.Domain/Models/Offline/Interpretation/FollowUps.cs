using SupportAgent.Domain.Models.Offline.Memory;
using SupportAgent.Domain.Models.Offline.Understanding;

namespace SupportAgent.Domain.Models.Offline.Interpretation;

/// <summary>Reads what only makes sense after what was asked before: "make it 20 dollars", "and the other one?".</summary>
internal static class FollowUps
{
    private const int MostWords = 8;

    private static readonly Phrase Other = new("other one|order|parcel");

    /// <summary>The request that a clause changes or repeats for something else; null when it does neither.</summary>
    public static Request? Of(Clause clause, ConversationMemory memory)
    {
        if (memory.Last is not { } last || clause.Intent.IsClear || clause.Mentions.NamesAnything) return null;
        var words = Words.Of(clause.Text);
        if (words.Count > MostWords) return null;
        if (last.Intent is Intent.PrepareRefund or Intent.Voucher && clause.Mentions.Amounts is { Values: [var amount], Unclear: false })
            return last with { Amount = amount, AmountUnclear = false, Amends = memory.Draft is not null, Points = Pointer.None };
        return last.Intent.NeedsOrder() && Other.IndexIn(words) >= 0 && memory.Orders.Where(x => x.Id != memory.Order).Take(2).ToList() is [var only] && memory.Order is not null
            ? new Request(last.Intent) { Order = only.Id, Learned = last.Learned }
            : null;
    }
}
