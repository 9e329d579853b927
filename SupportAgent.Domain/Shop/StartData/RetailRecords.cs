namespace SupportAgent.Domain.Shop.StartData;

/// <summary>Makes our records of the demo shop's. Amounts are read as decimals and never rounded.</summary>
internal static class RetailRecords
{
    private const string Currency = "USD";

    public static Product ToRecord(this RetailProduct from)
    {
        var product = new Product { Id = from.ProductId, Name = from.Name };
        foreach (var (position, variant) in from.Variants.Index())
        {
            product.Variants.Add(new Variant
            {
                Id = variant.ItemId,
                ProductId = from.ProductId,
                Position = position,
                Options = variant.Options.GetRawText(),
                Available = variant.Available,
                PriceMinor = Minor(variant.Price),
            });
        }

        return product;
    }

    public static Customer ToRecord(this RetailCustomer from)
    {
        var customer = new Customer { Id = from.CustomerId, FirstName = from.FirstName, LastName = from.LastName, Email = from.Email, Address = from.Address };
        foreach (var (position, method) in from.PaymentMethods.Index())
        {
            customer.PaymentMethods.Add(new PaymentMethod
            {
                Id = method.Id,
                CustomerId = from.CustomerId,
                Position = position,
                Source = method.Source,
                Brand = method.Brand,
                LastFour = method.LastFour,
                BalanceMinor = method.Balance is { } balance ? Minor(balance) : null,
            });
        }

        return customer;
    }

    public static Order ToRecord(this RetailOrder from, int position, RetailDates dates)
    {
        var order = new Order
        {
            Id = from.OrderId,
            CustomerId = from.CustomerId,
            Position = position,
            Status = from.Status,
            PlacedAt = dates.PlacedAt(from.OrderId),
            Address = from.Address,
            Currency = Currency,
            TrackingIds = string.Join(' ', from.Fulfillments.SelectMany(x => x.TrackingId)),
        };
        foreach (var (at, item) in from.Items.Index()) order.Items.Add(item.ToRecord(from.OrderId, at));
        foreach (var payment in from.PaymentHistory)
        {
            order.Ledger.Add(new LedgerEntry
            {
                OrderId = from.OrderId,
                Kind = payment.TransactionType,
                AmountMinor = Minor(payment.Amount),
                PaymentMethodId = payment.PaymentMethodId,
                At = dates.MovedAt(from.OrderId, payment.TransactionType),
            });
        }

        return order;
    }

    private static OrderItem ToRecord(this RetailItem from, string orderId, int position) => new()
    {
        OrderId = orderId,
        Position = position,
        ItemId = from.ItemId,
        ProductId = from.ProductId,
        Name = from.Name,
        Options = from.Options.GetRawText(),
        PriceMinor = Minor(from.Price),
    };

    private static long Minor(decimal major) => Money.FromMajor(major, Currency).Minor;
}
