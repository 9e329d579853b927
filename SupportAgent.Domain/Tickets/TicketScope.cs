using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Store;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Tickets;

/// <summary>Which customers tickets are about.</summary>
internal sealed partial class TicketScope : IScopeSource
{
    public async Task<string?> CustomerOfAsync(SupportDb db, string argument, string value, CancellationToken cancel) =>
        argument == "ticket_id" && Ticket.NumberOf(value) is { } number ? await db.Set<Ticket>().Where(x => x.Number == number).Select(x => x.CustomerId).FirstOrDefaultAsync(cancel) : null;

    public bool IsDetail(string argument) => false;

    public async Task<IReadOnlySet<string>> CustomersInAsync(SupportDb db, string text, CancellationToken cancel)
    {
        var numbers = TicketId().Matches(text).Select(x => Ticket.NumberOf(x.Value)).Where(x => x is not null).Select(x => x!.Value).Distinct().ToList();
        return numbers.Count == 0
            ? new HashSet<string>()
            : (await db.Set<Ticket>().Where(x => numbers.Contains(x.Number) && x.CustomerId != null).Select(x => x.CustomerId!).ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal);
    }

    [GeneratedRegex(@"\b[Tt]-[0-9]{1,12}\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TicketId();
}
