using System.Text.Json;

namespace SupportAgent.Domain.Shop.StartData;

/// <summary>The demo shop as it lies in the assembly, in the shape of its files. A field that is not named here fails the load: nothing is lost unseen.</summary>
internal sealed record RetailData(IReadOnlyList<RetailProduct> Products, IReadOnlyList<RetailCustomer> Customers, IReadOnlyList<RetailOrder> Orders)
{
    /// <summary>Reads all of it.</summary>
    public static RetailData Read() => new(Read<RetailProduct>("products"), Read<RetailCustomer>("customers"), Read<RetailOrder>("orders"));

    private static List<T> Read<T>(string name)
    {
        using var file = typeof(RetailData).Assembly.GetManifestResourceStream($"retail/{name}.json")!;
        return JsonSerializer.Deserialize<List<T>>(file, Json.Options)!;
    }
}

internal sealed record RetailProduct(string ProductId, string Name, IReadOnlyList<RetailVariant> Variants);

internal sealed record RetailVariant(string ItemId, JsonElement Options, bool Available, decimal Price);

internal sealed record RetailCustomer(
    string CustomerId, string FirstName, string LastName, string Email, Address Address, IReadOnlyList<RetailPaymentMethod> PaymentMethods, IReadOnlyList<string> OrderIds);

internal sealed record RetailPaymentMethod(string Id, PaymentSource Source, string? Brand = null, string? LastFour = null, decimal? Balance = null);

internal sealed record RetailOrder(
    string OrderId,
    string CustomerId,
    OrderStatus Status,
    Address Address,
    IReadOnlyList<RetailItem> Items,
    IReadOnlyList<RetailFulfillment> Fulfillments,
    IReadOnlyList<RetailPayment> PaymentHistory);

internal sealed record RetailItem(string ItemId, string ProductId, string Name, JsonElement Options, decimal Price);

internal sealed record RetailFulfillment(IReadOnlyList<string> TrackingId, IReadOnlyList<string> ItemIds);

internal sealed record RetailPayment(LedgerKind TransactionType, decimal Amount, string PaymentMethodId);
