using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Shop;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Shop;

public sealed class DeliveryTests
{
    // 2026-03-02 is a Monday
    [Theory]
    [InlineData("2026-03-02", "2026-03-09", "2026-03-11")]
    [InlineData("2026-03-06", "2026-03-13", "2026-03-17")]
    [InlineData("2026-03-07", "2026-03-13", "2026-03-17")]
    [InlineData("2026-03-08", "2026-03-13", "2026-03-17")]
    public void An_order_arrives_five_to_seven_working_days_after_it_was_placed(string placed, string from, string until)
    {
        var delivery = Delivery.Of(OrderStatus.Processed, Day(placed).AddHours(13))!;
        Assert.Equal((Day(from), Day(until)), (delivery.From, delivery.Until));
        Assert.False(delivery.IsLate(Day(until).AddHours(23)));
        Assert.True(delivery.IsLate(Day(until).AddDays(1)));
    }

    [Theory]
    [InlineData(OrderStatus.Delivered)]
    [InlineData(OrderStatus.Cancelled)]
    [InlineData(OrderStatus.ReturnRequested)]
    [InlineData(OrderStatus.ExchangeRequested)]
    public void What_is_not_on_its_way_does_not_arrive(OrderStatus status) => Assert.Null(Delivery.Of(status, Day("2026-03-02")));

    [Fact]
    public async Task The_next_delivery_is_the_soonest_that_is_not_late()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var customer = await domain.Store.ReadAsync(db => db.Set<Order>().Where(x => x.Status == OrderStatus.Pending || x.Status == OrderStatus.Processed).GroupBy(x => x.CustomerId)
            .Where(x => x.Count() > 1).OrderBy(x => x.Key).Select(x => x.Key).FirstAsync());
        using var result = JsonDocument.Parse((await domain.CallAsync("get_next_delivery", new { customer_id = customer })).Result!);
        var deliveries = result.RootElement.GetProperty("deliveries").EnumerateArray().ToList();
        Assert.True(deliveries.Count > 1);
        Assert.Equal(deliveries.Select(x => x.GetProperty("expected_until").GetString()).Order(), deliveries.Select(x => x.GetProperty("expected_until").GetString()));
        var next = deliveries.Where(x => !x.GetProperty("is_late").GetBoolean()).Select(x => x.GetProperty("order_id").GetString()).FirstOrDefault();
        Assert.Equal(next, result.RootElement.TryGetProperty("next_order_id", out var id) ? id.GetString() : null);
    }

    [Fact]
    public async Task A_customer_to_whom_nothing_is_on_its_way_is_told_so()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var customer = await domain.Store.ReadAsync(db => db.Set<Customer>()
            .Where(x => !db.Set<Order>().Any(order => order.CustomerId == x.Id && (order.Status == OrderStatus.Pending || order.Status == OrderStatus.Processed))).OrderBy(x => x.Id).Select(x => x.Id).FirstAsync());
        Assert.Contains("Nothing is on its way", (await domain.CallAsync("get_next_delivery", new { customer_id = customer })).Result, StringComparison.Ordinal);
    }

    private static DateTimeOffset Day(string text) => new(DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.Zero);
}
