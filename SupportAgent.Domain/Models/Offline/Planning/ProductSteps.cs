using SupportAgent.Domain.Models.Offline.Understanding;

namespace SupportAgent.Domain.Models.Offline.Planning;

/// <summary>Finds the next step of a question about what the shop sells.</summary>
internal sealed class ProductSteps(Calls calls)
{
    private const int ShortestName = 3;

    private static readonly Phrase Variants = new("variant|variants|options|sizes|size|colors|colours|color|colour|available|stock|cost|costs|price|prices");

    /// <summary>All products, or the variants of the one that is named.</summary>
    public Step Next(Request request)
    {
        if (request.Product is { } product) return Product(request, product);
        return calls.Use(request, PlannedCall.Of(ToolNames.ListProducts), listed =>
        {
            var asked = Words.Of(request.Question ?? "");
            var named = Variants.IndexIn(asked) < 0 ? null : listed.Result.Objects("products").FirstOrDefault(x => IsNamed(x.Text("name"), asked))?.Text("product_id");
            return named is null ? new Step.Answer(request, listed) : Product(request, named);
        });
    }

    private Step Product(Request request, string product) => calls.Run(request, PlannedCall.Of(ToolNames.GetProduct, ("product_id", product)));

    // "bottles" names a "Water Bottle" only with the water; one letter more at the end is the same word
    private static bool IsNamed(string? name, IReadOnlyList<string> asked) =>
        Words.Of(name ?? "").Where(x => x.Length >= ShortestName).ToList() is { Count: > 0 } words && words.All(x => asked.Any(y => y == x || y == x + "s" || y + "s" == x));
}
