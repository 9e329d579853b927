using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Shop;

/// <summary>The tools about what the shop sells.</summary>
[ToolGroup(ToolGroup.Customers)]
public sealed class ProductsPlugin
{
    private const string Currency = "USD";
    private const int MaxListed = 100;

    /// <summary>What the shop sells.</summary>
    [Tool("list_products", ToolEffect.Read, "List products")]
    [Description("Lists what the shop sells: names, ids and how many variants can be ordered now. Use it to find a product's id. Not for the variants themselves: use get_product.")]
    public async Task<ToolOutcome> ListProducts(ToolContext context, CancellationToken cancel = default)
    {
        var products = await context.Db.Set<Product>().OrderBy(x => x.Name).Take(MaxListed)
            .Select(x => new { product_id = x.Id, name = x.Name, available = x.Variants.Count(variant => variant.Available) }).ToListAsync(cancel);
        return ToolOutcome.Succeeded(new { products });
    }

    /// <summary>A product's variants.</summary>
    [Tool("get_product", ToolEffect.Read, "Look up product")]
    [Description("Gives a product's variants with item ids, options, prices and whether they can be ordered now. Takes the product's id, or the id of an item of an order. " +
        "Use it before items are changed or exchanged. Not for what is in an order: use get_order.")]
    public async Task<ToolOutcome> GetProduct([Description("Digits: a product's id, or an item's."), MaxLength(20)] string product_id, ToolContext context, CancellationToken cancel = default)
    {
        var id = product_id.Trim();
        var product = await context.Db.Set<Product>().Include(x => x.Variants.OrderBy(variant => variant.Position))
            .FirstOrDefaultAsync(x => x.Id == id || x.Variants.Any(variant => variant.Id == id), cancel);
        return product is null
            ? ToolOutcome.Refused(ErrorCode.NotFound, $"There is no product or item \"{Text.Shorten(id, 40)}\". list_products has the products.")
            : ToolOutcome.Succeeded(new
            {
                product_id = product.Id,
                name = product.Name,
                variants = product.Variants.Select(x => new
                {
                    item_id = x.Id,
                    options = JsonSerializer.Deserialize<JsonElement>(x.Options, Json.Options),
                    price = new Money(x.PriceMinor, Currency),
                    available = x.Available,
                }),
            });
    }
}
