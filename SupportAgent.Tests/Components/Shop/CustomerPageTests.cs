using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SupportAgent.Domain.Shop;
using SupportAgent.Domain.Store;
using SupportAgent.Tests.Infrastructure;
using SupportAgent.Web.Components.Pages;
using Xunit;

namespace SupportAgent.Tests.Components.Shop;

public sealed class CustomerPageTests
{
    private const string Customer = "ethan_lopez_6291";

    [Fact]
    public async Task An_open_page_shows_another_address_and_another_status_of_an_order_at_once()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Agent);
        page.Services.AddSingleton(TimeProvider.System); // notices that come close together are one, by a clock that goes on
        var shown = Open(page);
        await domain.CarryOutAsync("prepare_update_customer_address", new { customer_id = Customer, address1 = "1 Main Street", city = "Springfield", state = "IL", country = "USA", zip = "62701" });
        shown.WaitForAssertion(() => Assert.Contains("1 Main Street", shown.Find(".facts").TextContent, StringComparison.Ordinal));

        var before = shown.FindAll(".badge").Count(x => x.TextContent.Contains("Cancelled", StringComparison.Ordinal));
        await domain.CarryOutAsync("prepare_cancel_order", new { order_id = "#W6779827", reason = "no_longer_needed" });
        shown.WaitForAssertion(() => Assert.Equal(before + 1, shown.FindAll(".badge").Count(x => x.TextContent.Contains("Cancelled", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task More_orders_than_the_page_shows_are_behind_a_link()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await domain.Store.WriteAsync(AddOrdersAsync);
        await using var page = new StaffContext(domain, People.Agent);
        var shown = Open(page);
        var all = (await domain.Store.ReadAsync(db => db.FindOrdersAsync(new OrderQuery { CustomerId = Customer }))).Total;
        Assert.Equal(10, shown.FindAll("[data-label=Order]").Count);
        Assert.Equal(($"All {all} orders", $"/orders?customer={Customer}"), (shown.Find(".all a").TextContent, shown.Find(".all a").GetAttribute("href")));
    }

    [Fact]
    public async Task Few_orders_are_all_shown_without_a_link()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Agent);
        Assert.Empty(Open(page).FindAll(".all"));
    }

    private static IRenderedComponent<CustomerPage> Open(StaffContext page)
    {
        var shown = page.Render<CustomerPage>(x => x.Add(customer => customer.CustomerId, Customer));
        shown.WaitForElement("#orders");
        return shown;
    }

    private static async Task AddOrdersAsync(SupportDb db)
    {
        var order = (await db.FindOrderAsync("#W6779827", CancellationToken.None))!;
        for (var i = 0; i < 10; i++)
        {
            db.Add(new Order
            {
                Id = $"#W000000{i}",
                CustomerId = Customer,
                Position = 100_000 + i,
                Status = OrderStatus.Pending,
                PlacedAt = order.PlacedAt.AddMinutes(i),
                Address = order.Address,
                Currency = order.Currency,
                TrackingIds = "",
            });
        }
    }
}
