using System.Text.Json;

namespace SupportAgent.Domain.Shop.Changes;

/// <summary>Pieces of an order.</summary>
internal static class OrderItems
{
    /// <summary>The pieces with these ids, one each: an id that is named twice needs two pieces. Null with the reason when the order has not so many.</summary>
    public static (IReadOnlyList<OrderItem>? Items, string? Violation) Pick(Order order, IReadOnlyList<string> itemIds)
    {
        var left = order.Items.OrderBy(x => x.Position).ToList();
        var picked = new List<OrderItem>();
        foreach (var id in itemIds)
        {
            if (left.Find(x => x.ItemId == id) is not { } item)
                return (null, $"Order {order.Id} has not that many pieces of item {Text.Shorten(id, 40)}. Its items: {string.Join(", ", order.Items.Select(x => $"{x.ItemId} ({x.Name})"))}.");
            left.Remove(item);
            picked.Add(item);
        }

        return (picked, null);
    }

    /// <summary>Options for people: "blue, M".</summary>
    public static string Describe(string options) =>
        string.Join(", ", (JsonSerializer.Deserialize<Dictionary<string, string>>(options, Json.Options) ?? []).Select(x => x.Value));

    /// <summary>The method is not one of the customer's.</summary>
    public static string NoSuchMethod(Customer customer, string methodId) =>
        $"{Text.Shorten(methodId, 40)} is no payment method of {customer.Name}. There are: {string.Join(", ", customer.PaymentMethods.OrderBy(x => x.Position).Select(x => $"{x.Id} ({x.Label})"))}.";
}
