using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain;
using SupportAgent.Domain.Shop;
using SupportAgent.Domain.Store;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Web.Api;

/// <summary>Orders and customers for programs.</summary>
internal static class ShopEndpoints
{
    /// <summary><c>GET /api/orders/{id}</c>; the # of the id may be left out.</summary>
    public static async Task<IResult> OrderAsync(string id, SupportStore store, CancellationToken cancel) =>
        await store.ReadAsync(db => db.FindOrderAsync(id, cancel), cancel) is { } order
            ? ApiShapes.Ok(ShopShapes.Of(order))
            : ApiProblem.Of(StatusCodes.Status404NotFound, ErrorCode.NotFound, $"There is no order \"{Text.Shorten(id, 40)}\".");

    /// <summary><c>GET /api/customers/{id}</c>.</summary>
    public static async Task<IResult> CustomerAsync(string id, SupportStore store, CancellationToken cancel)
    {
        var (customer, orders) = await store.ReadAsync(async db => (
            await db.FindCustomerAsync(id, cancel),
            await db.Set<Order>().Where(x => x.CustomerId == id).OrderBy(x => x.Position).Select(x => x.Id).ToListAsync(cancel)), cancel);
        return customer is not null
            ? ApiShapes.Ok(ShopShapes.Of(customer, orders))
            : ApiProblem.Of(StatusCodes.Status404NotFound, ErrorCode.NotFound, $"There is no customer \"{Text.Shorten(id, 40)}\".");
    }
}
