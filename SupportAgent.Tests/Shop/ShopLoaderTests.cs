using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SupportAgent.Domain;
using SupportAgent.Domain.Shop;
using SupportAgent.Domain.Shop.StartData;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Shop;

public sealed class ShopLoaderTests
{
    [Fact]
    public async Task A_shop_is_loaded_once()
    {
        await using var test = await TestStore.CreateAsync();
        await DemoShop.LoaderOf(test).LoadAsync();
        test.Time.Advance(TimeSpan.FromDays(30));
        await DemoShop.LoaderOf(test).LoadAsync();
        Assert.Equal(1000, await test.Store.ReadAsync(db => db.Set<Order>().CountAsync()));
        Assert.True(await test.Store.ReadAsync(db => db.Set<Order>().AllAsync(x => x.PlacedAt < new ManualTimeProvider().GetUtcNow())));
    }

    [Fact]
    public async Task Loaders_that_start_together_load_once()
    {
        await using var test = await TestStore.CreateAsync();
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => DemoShop.LoaderOf(test).LoadAsync())));
        Assert.Equal(1000, await test.Store.ReadAsync(db => db.Set<Order>().CountAsync()));
        Assert.Equal(2978, await test.Store.ReadAsync(db => db.Set<OrderItem>().CountAsync()));
    }

    [Fact]
    public async Task A_load_that_ends_midway_leaves_nothing_and_the_next_start_loads_all()
    {
        await using var test = await TestStore.CreateAsync();
        using var stop = new CancellationTokenSource();
        var midway = new ShopLoader(test.Store, test.Time, new StopsAt("500 of 1000 orders", stop));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => midway.LoadAsync(stop.Token));
        Assert.False(await test.Store.ReadAsync(db => db.Set<Product>().AnyAsync()));
        Assert.False(await test.Store.ReadAsync(db => db.Set<Customer>().AnyAsync()));
        Assert.False(await test.Store.ReadAsync(db => db.Set<LedgerEntry>().AnyAsync()));

        await DemoShop.LoaderOf(test).LoadAsync();
        Assert.Equal(1000, await test.Store.ReadAsync(db => db.Set<Order>().CountAsync()));
    }

    private sealed class StopsAt(string message, CancellationTokenSource stop) : ILogger<ShopLoader>
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (formatter(state, exception).Contains(message, StringComparison.Ordinal)) stop.Cancel();
        }
    }
}

public sealed class LoadedShopTests(DemoShop shop) : IClassFixture<DemoShop>
{
    [Fact]
    public async Task It_is_whole()
    {
        Assert.Equal(500, await CountAsync<Customer>());
        Assert.Equal(695, await CountAsync<PaymentMethod>());
        Assert.Equal(1000, await CountAsync<Order>());
        Assert.Equal(2978, await CountAsync<OrderItem>());
        Assert.Equal(1102, await CountAsync<LedgerEntry>());
        Assert.Equal(50, await CountAsync<Product>());
        Assert.Equal(591, await CountAsync<Variant>());
        var statuses = await shop.Store.ReadAsync(db => db.Set<Order>().GroupBy(x => x.Status).ToDictionaryAsync(x => x.Key, x => x.Count()));
        Assert.Equal((423, 102, 373, 102), (statuses[OrderStatus.Pending], statuses[OrderStatus.Processed], statuses[OrderStatus.Delivered], statuses[OrderStatus.Cancelled]));
    }

    [Fact]
    public async Task Its_money_is_exact()
    {
        var paid = await shop.Store.ReadAsync(db => db.Set<LedgerEntry>().Where(x => x.Kind == LedgerKind.Payment).SumAsync(x => x.AmountMinor));
        var refunded = await shop.Store.ReadAsync(db => db.Set<LedgerEntry>().Where(x => x.Kind == LedgerKind.Refund).SumAsync(x => x.AmountMinor));
        var items = await shop.Store.ReadAsync(db => db.Set<OrderItem>().SumAsync(x => x.PriceMinor));
        Assert.Equal((1_676_821_06, 174_087_69, 1_676_821_06), (paid, refunded, items));

        var orders = await OrdersAsync();
        Assert.All(orders, x => Assert.Equal(x.Total, x.Paid));
        Assert.All(orders, x => Assert.Equal(x.Status == OrderStatus.Cancelled ? Money.Zero("USD") : x.Paid, x.Left));
    }

    [Fact]
    public async Task Nothing_of_the_data_is_lost()
    {
        var data = RetailData.Read();
        var orders = (await OrdersAsync()).OrderBy(x => x.Position).ToList();
        AssertSame(data.Orders, orders.Select(ShapeOf), x => x.OrderId);

        var customers = await shop.Store.ReadAsync(db => db.Set<Customer>().Include(x => x.PaymentMethods).ToListAsync());
        var ordersOf = orders.ToLookup(x => x.CustomerId, x => x.Id);
        AssertSame(data.Customers, customers.Select(x => ShapeOf(x, ordersOf[x.Id])), x => x.CustomerId);

        var products = await shop.Store.ReadAsync(db => db.Set<Product>().Include(x => x.Variants).ToListAsync());
        AssertSame(data.Products, products.Select(ShapeOf), x => x.ProductId);
    }

    [Fact]
    public async Task Its_dates_come_from_the_numbers_and_lie_in_the_120_days_before_the_first_start()
    {
        var start = shop.Test.Time.GetUtcNow();
        var orders = await OrdersAsync();
        Assert.All(orders, x => Assert.InRange(x.PlacedAt, start.AddDays(-121), start));
        Assert.All(orders.SelectMany(x => x.Ledger), x => Assert.InRange(x.At, start.AddDays(-121), start));
        Assert.Equal(orders.OrderBy(x => x.Id, StringComparer.Ordinal).Select(x => x.Id), orders.OrderBy(x => x.PlacedAt).ThenBy(x => x.Id, StringComparer.Ordinal).Select(x => x.Id));
        Assert.True(orders.Count(x => x.PlacedAt < start.AddDays(-60)) is > 400 and < 600, "They are spread evenly.");

        var laterThatDay = new RetailDates(start.AddHours(9));
        Assert.All(orders, x => Assert.Equal(x.PlacedAt, laterThatDay.PlacedAt(x.Id)));
    }

    [Theory]
    [InlineData("#W1000000", "2025-11-02T00:00:00Z")]
    [InlineData("#W9999999", "2026-03-01T23:00:00Z")]
    public void The_dates_have_bounds(string orderId, string placedAt) =>
        Assert.Equal(DateTimeOffset.Parse(placedAt, System.Globalization.CultureInfo.InvariantCulture), new RetailDates(new ManualTimeProvider().GetUtcNow()).PlacedAt(orderId));

    [Theory]
    [InlineData("LICENSE.txt", "MIT License")]
    [InlineData("NOTICE.txt", "The data has no dates")]
    public void The_licence_and_the_notice_go_with_it(string file, string text)
    {
        using var reader = new StreamReader(typeof(RetailData).Assembly.GetManifestResourceStream($"retail/{file}")!);
        Assert.Contains(text, reader.ReadToEnd(), StringComparison.Ordinal);
    }

    private Task<int> CountAsync<T>() where T : class => shop.Store.ReadAsync(db => db.Set<T>().CountAsync());

    private Task<List<Order>> OrdersAsync() => shop.Store.ReadAsync(db => db.Set<Order>().Include(x => x.Items).Include(x => x.Ledger).AsSplitQuery().ToListAsync());

    // as JSON, in which 50.8 and 50.80 are the same number
    private static void AssertSame<T>(IEnumerable<T> expected, IEnumerable<T> actual, Func<T, string> id)
    {
        var pairs = expected.OrderBy(id, StringComparer.Ordinal).Zip(actual.OrderBy(id, StringComparer.Ordinal));
        Assert.All(pairs, x => Assert.True(JsonElement.DeepEquals(JsonSerializer.SerializeToElement(x.First, Json.Options), JsonSerializer.SerializeToElement(x.Second, Json.Options)), id(x.First)));
    }

    private static RetailOrder ShapeOf(Order order)
    {
        var items = order.Items.OrderBy(x => x.Position).ToList();
        return new RetailOrder(
            order.Id, order.CustomerId, order.Status, order.Address,
            [.. items.Select(x => new RetailItem(x.ItemId, x.ProductId, x.Name, Parse(x.Options), Major(x.PriceMinor)))],
            order.TrackingIds.Length == 0 ? [] : [new RetailFulfillment(order.TrackingIds.Split(' '), [.. items.Select(x => x.ItemId)])],
            [.. order.Ledger.OrderBy(x => x.RowId).Select(x => new RetailPayment(x.Kind, Major(x.AmountMinor), x.PaymentMethodId))]);
    }

    private static RetailCustomer ShapeOf(Customer customer, IEnumerable<string> orders) => new(
        customer.Id, customer.FirstName, customer.LastName, customer.Email, customer.Address,
        [.. customer.PaymentMethods.OrderBy(x => x.Position).Select(x => new RetailPaymentMethod(x.Id, x.Source, x.Brand, x.LastFour, x.BalanceMinor is { } minor ? Major(minor) : null))],
        [.. orders]);

    private static RetailProduct ShapeOf(Product product) => new(
        product.Id, product.Name,
        [.. product.Variants.OrderBy(x => x.Position).Select(x => new RetailVariant(x.Id, Parse(x.Options), x.Available, Major(x.PriceMinor)))]);

    private static decimal Major(long minor) => new Money(minor, "USD").Major;

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;
}
