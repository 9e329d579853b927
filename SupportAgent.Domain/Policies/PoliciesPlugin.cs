using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Policies;

/// <summary>The tool about the shop's policies.</summary>
[ToolGroup(ToolGroup.Policies)]
public sealed class PoliciesPlugin(PolicyLibrary library)
{
    private const int MostPassages = 3;
    private const int LongestText = 1500;
    private const int MostTitles = 50;

    /// <summary>What the shop's rules say.</summary>
    [Tool("search_policies", ToolEffect.Read, "Search policies", IsAlwaysOffered = true)]
    [Description("Searches the shop's policies and gives up to three passages with the link to cite each by. Use it when asked what the shop's rules say: refunds, returns, exchanges, " +
        "cancellations, delivery, payment, gift cards, vouchers, privacy, accounts and passwords, newsletter, complaints. Not for one order, refund or customer: use get_order, get_refund_status or get_customer.")]
    public ToolOutcome SearchPolicies(
        [Description("The question or a few words of it, in English, such as \"return after 30 days\"."), MinLength(2), MaxLength(200)] string query)
    {
        var found = library.Search(query, MostPassages);
        if (found.Count == 0) return Nothing(query);
        return ToolOutcome.Succeeded(new
        {
            passages = found.Select(x => new { policy = x.Policy, title = x.Title, section = x.Section, text = Text.Shorten(x.Text, LongestText), link = x.Link }),
        });
    }

    private ToolOutcome Nothing(string query)
    {
        var titles = library.All.Take(MostTitles).Select(x => x.Title).ToList();
        var asked = Text.Shorten(query.Trim(), 60);
        return ToolOutcome.Refused(ErrorCode.NotFound, titles.Count == 0
            ? "The shop has no written policies: a colleague who knows the rule has to be asked."
            : $"No policy says anything about \"{asked}\". There are policies about: {string.Join("; ", titles)}. With other words something may be found; else no policy covers it.");
    }
}
