using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Store;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Shop;

/// <summary>Which customers orders, e-mail addresses and names are about.</summary>
internal sealed partial class ShopScope : IScopeSource
{
    private const int MaxWords = 400;

    public Task<string?> CustomerOfAsync(SupportDb db, string argument, string value, CancellationToken cancel) => argument switch
    {
        "order_id" => Order.NormaliseId(value) is { } id ? db.Set<Order>().Where(x => x.Id == id).Select(x => x.CustomerId).FirstOrDefaultAsync(cancel)! : None,
        "customer_id" => db.Set<Customer>().Where(x => x.Id == value.Trim()).Select(x => x.Id).FirstOrDefaultAsync(cancel)!,
        "email" => db.Set<Customer>().Where(x => x.Email == value.Trim()).Select(x => x.Id).FirstOrDefaultAsync(cancel)!,
        _ => None,
    };

    public bool IsDetail(string argument) => argument is "first_name" or "last_name" or "zip";

    public async Task<IReadOnlySet<string>> CustomersInAsync(SupportDb db, string text, CancellationToken cancel)
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        var orders = Order.IdsIn(text);
        if (orders.Count > 0) named.UnionWith(await db.Set<Order>().Where(x => orders.Contains(x.Id)).Select(x => x.CustomerId).ToListAsync(cancel));

        var words = Word().Matches(text).Select(x => x.Value.TrimEnd('.', '_')).Distinct(StringComparer.OrdinalIgnoreCase).Take(MaxWords).ToList();
        if (words.Count == 0) return named;
        var ids = words.Select(x => x.ToLowerInvariant()).ToList();
        named.UnionWith(await db.Set<Customer>().Where(x => ids.Contains(x.Id) || ids.Contains(x.Email)).Select(x => x.Id).ToListAsync(cancel));
        var namesakes = await db.Set<Customer>().Where(x => words.Contains(x.LastName)).Select(x => new { x.Id, x.FirstName, x.LastName }).ToListAsync(cancel);
        named.UnionWith(namesakes.Where(x => words.Contains(x.FirstName, StringComparer.OrdinalIgnoreCase)).Select(x => x.Id));
        return named;
    }

    private static Task<string?> None { get; } = Task.FromResult<string?>(null);

    // names, ids such as ada_miller_1234, and e-mail addresses
    [GeneratedRegex(@"[\p{L}\p{M}0-9][\p{L}\p{M}0-9_.@+'-]*", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
