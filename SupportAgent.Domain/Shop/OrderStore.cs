using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Shop;

/// <summary>Loads what rules need whole.</summary>
public static class OrderStore
{
    /// <summary>An order with its items and its ledger, or null. The id may lack its #.</summary>
    public static async Task<Order?> FindOrderAsync(this SupportDb db, string orderId, CancellationToken cancel) =>
        Order.NormaliseId(orderId) is { } id
            ? await db.Set<Order>()
                .Include(x => x.Items.OrderBy(item => item.Position))
                .Include(x => x.Ledger.OrderBy(entry => entry.RowId))
                .AsSplitQuery()
                .FirstOrDefaultAsync(x => x.Id == id, cancel)
            : null;

    /// <summary>The version that an order or a customer has now; null when there is none with the id.</summary>
    public static async Task<int?> VersionOfAsync(this SupportDb db, string subjectId) => Order.NormaliseId(subjectId) is { } orderId
        ? await db.Set<Order>().Where(x => x.Id == orderId).Select(x => (int?)x.Version).FirstOrDefaultAsync()
        : await db.Set<Customer>().Where(x => x.Id == subjectId).Select(x => (int?)x.Version).FirstOrDefaultAsync();

    /// <summary>A customer with the payment methods, or null.</summary>
    public static Task<Customer?> FindCustomerAsync(this SupportDb db, string customerId, CancellationToken cancel) =>
        db.Set<Customer>().Include(x => x.PaymentMethods).FirstOrDefaultAsync(x => x.Id == customerId, cancel);
}
