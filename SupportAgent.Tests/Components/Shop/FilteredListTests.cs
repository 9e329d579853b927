using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using SupportAgent.Tests.Infrastructure;
using SupportAgent.Web.Components.Pages;
using Xunit;

namespace SupportAgent.Tests.Components.Shop;

public sealed class FilteredListTests
{
    [Fact]
    public async Task Orders_of_one_customer_stand_under_an_address_and_the_filter_can_be_taken_away()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await using var page = new StaffContext(domain, People.Agent);
        var location = page.Services.GetRequiredService<NavigationManager>();
        location.NavigateTo("orders?customer=yusuf_rossi_9620&status=pending&page=2");
        var shown = page.Render<Orders>();
        shown.WaitForElement("[data-label=Order]");
        Assert.Equal(["Yusuf Rossi"], shown.FindAll("[data-label=Customer]").Select(x => x.TextContent).Distinct());
        Assert.Equal("yusuf_rossi_9620", shown.Find(".chip .value").TextContent);

        await shown.InvokeAsync(() => shown.Find(".chip button").ClickAsync(new()));
        shown.WaitForAssertion(() => Assert.True(shown.FindAll("[data-label=Customer]").Select(x => x.TextContent).Distinct().Count() > 1));
        Assert.EndsWith("/orders?status=pending", location.Uri, StringComparison.Ordinal);
        Assert.Empty(shown.FindAll(".chip"));
    }

    [Theory]
    [InlineData("order=W2378156", "T-1001")]
    [InlineData("order=%23w2378156", "T-1001")]
    [InlineData("customer=yusuf_rossi_9620", "T-1001")]
    [InlineData("customer=ethan_lopez_6291", "T-1002")]
    [InlineData("order=nonsense%00", "")]
    [InlineData("order=&customer=", "T-1002 T-1001")]
    public async Task Tickets_of_one_order_or_customer_stand_under_an_address(string query, string found)
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await domain.CallAsync("create_support_ticket", new { category = "order", subject = "First", message = "It was open.", priority = "high", order_id = "#W2378156" });
        await domain.CallAsync("create_support_ticket", new { category = "order", subject = "Second", message = "It was open.", priority = "high", customer_id = "ethan_lopez_6291" });
        await using var page = new StaffContext(domain, People.Agent);
        page.Services.GetRequiredService<NavigationManager>().NavigateTo($"tickets?{query}");
        var shown = page.Render<Web.Components.Pages.Tickets>();
        shown.WaitForAssertion(() => Assert.Empty(shown.FindAll("[aria-busy=true]")));
        Assert.Equal(found, string.Join(' ', shown.FindAll("[data-label=Ticket]").Select(x => x.TextContent.Trim())));
    }
}
