using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupportAgent.Domain.Shop;
using SupportAgent.Tests.Infrastructure;
using SupportAgent.Web.Components.Pages;
using Xunit;

namespace SupportAgent.Tests.Components.Shop;

public sealed class OrderPageTests
{
    private const string Delivered = "#W9077205"; // amelia_wilson_4614: two items, $591.58 by a gift card

    [Fact]
    public async Task A_return_is_told_in_words()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await domain.CarryOutAsync("prepare_return", new { order_id = Delivered, item_ids = new[] { "9370300555" }, payment_method_id = "gift_card_7108145" });
        await using var page = new StaffContext(domain, People.Agent);
        var request = Open(page, Delivered).Find("[data-request=return]");

        var item = (await domain.OrderAsync(Delivered)).Items.Single(x => x.ItemId == "9370300555");
        Assert.Equal("Return requested", request.QuerySelector("h2")!.TextContent);
        Assert.Equal("$45.90 was promised to gift card 7108145. It goes back by a refund, when the goods are here.", request.QuerySelector("p")!.TextContent);
        Assert.Equal([item.Name], request.QuerySelectorAll("[data-label=Item]").Select(x => x.TextContent));
        Assert.DoesNotContain("9370300555", request.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("{", request.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "The customer has to pay {0} more, by PayPal.")]
    [InlineData(-1, "{0} goes back to PayPal.")]
    [InlineData(0, "There is no difference in price.")]
    public async Task An_exchange_is_told_in_words(int sign, string terms)
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var (item, variant) = await PriceApartAsync(domain, sign);
        await domain.CarryOutAsync("prepare_exchange", new { order_id = Delivered, item_ids = new[] { item.ItemId }, new_item_ids = new[] { variant.Id }, payment_method_id = "paypal_4101143" });
        await using var page = new StaffContext(domain, People.Agent);
        var request = Open(page, Delivered).Find("[data-request=exchange]");

        Assert.Equal(string.Format(null, terms, "$12.34"), request.QuerySelector("p")!.TextContent);
        Assert.Equal(item.Name, request.QuerySelector("[data-label=Item]")!.TextContent);
        Assert.NotEqual(request.QuerySelector("[data-label=Goes]")!.TextContent, request.QuerySelector("[data-label=Comes]")!.TextContent);
        Assert.DoesNotContain(variant.Id, request.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refund_leads_to_the_conversation_that_prepared_it_and_what_came_with_the_order_to_none()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var draft = await domain.PrepareAsync(20);
        await domain.ApproveAsync(draft);
        await using var page = new StaffContext(domain, People.Agent);
        var shown = Open(page, "#W2378156");
        Assert.Equal($"/conversations/{draft.ConversationId}", shown.Find("[data-kind=Refund] a").GetAttribute("href"));
        Assert.Empty(shown.FindAll("[data-kind=Payment] a"));
    }

    [Fact]
    public async Task An_open_page_shows_what_is_prepared_refunded_and_written_down_about_its_order()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Agent);
        page.Services.AddSingleton(TimeProvider.System); // notices that come close together are one, by a clock that goes on
        var shown = Open(page, "w2378156");
        Assert.Empty(shown.FindAll("#drafts, #tickets, [data-kind=Refund]"));

        var draft = await domain.PrepareAsync(20);
        shown.WaitForElement("#drafts");
        await domain.ApproveAsync(draft);
        shown.WaitForElement("[data-kind=Refund]");
        await domain.CallAsync("create_support_ticket", new { category = "order", subject = "The parcel", message = "It was open.", priority = "high", order_id = "#W2378156" });
        shown.WaitForElement("#tickets");
    }

    [Fact]
    public async Task More_tickets_than_the_page_shows_are_behind_a_link()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        for (var i = 0; i < 11; i++)
            await domain.CallAsync("create_support_ticket", new { category = "order", subject = $"Number {i}", message = "It was open.", priority = "high", order_id = "#W2378156" });
        await using var page = new StaffContext(domain, People.Agent);
        var shown = Open(page, "W2378156");
        Assert.Equal(10, shown.FindAll("[data-label=Ticket]").Count);
        Assert.Equal(("All 11 tickets", "/tickets?order=W2378156"), (shown.Find(".all a").TextContent, shown.Find(".all a").GetAttribute("href")));
        Assert.Empty(shown.FindAll(".pager"));
    }

    private static IRenderedComponent<OrderPage> Open(StaffContext page, string orderId)
    {
        var shown = page.Render<OrderPage>(x => x.Add(order => order.OrderId, orderId.TrimStart('#')));
        shown.WaitForElement("#ledger");
        return shown;
    }

    // the shop's own prices need not lie as the test wants them
    private static async Task<(OrderItem Item, Variant Variant)> PriceApartAsync(TestDomain domain, int sign)
    {
        var item = (await domain.OrderAsync(Delivered)).Items.First();
        var variant = await domain.Store.ReadAsync(db => db.Set<Variant>().FirstAsync(x => x.ProductId == item.ProductId && x.Id != item.ItemId && x.Available));
        await domain.Store.WriteAsync(db => db.Set<Variant>().Where(x => x.Id == variant.Id).ExecuteUpdateAsync(set => set.SetProperty(x => x.PriceMinor, item.PriceMinor + sign * 1234)));
        return (item, variant);
    }
}
