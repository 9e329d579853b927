using SupportAgent.Domain;
using SupportAgent.Domain.Overview;
using SupportAgent.Domain.Shop;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Overview;

public sealed class CustomerOverviewTests
{
    private const string Customer = "yusuf_rossi_9620";
    private const string Delivered = "#W2378156";

    [Fact]
    public async Task The_lifetime_value_is_what_was_paid_less_what_went_back()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var before = await ReadAsync(domain);
        await domain.CarryOutAsync("prepare_refund", new { order_id = Delivered, reason = "defective", amount = 20 });
        var after = await ReadAsync(domain);
        Assert.Equal(Assert.Single(before.LifetimeValue) - new Money(2000, "USD"), Assert.Single(after.LifetimeValue));
    }

    [Fact]
    public async Task Refunds_count_for_ninety_days_and_what_another_method_pays_instead_never_does()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        domain.Time.Advance(TimeSpan.FromDays(400)); // what the demo shop brought is long ago
        Assert.Equal(0, (await ReadAsync(domain)).RecentRefunds);
        await domain.CarryOutAsync("prepare_refund", new { order_id = Delivered, reason = "defective", amount = 20 });
        await domain.Store.WriteAsync(async db =>
        {
            var order = (await db.FindOrderAsync(Delivered, CancellationToken.None))!;
            order.Ledger.Add(new LedgerEntry { OrderId = order.Id, Kind = LedgerKind.Refund, AmountMinor = 500, PaymentMethodId = order.Ledger.First().PaymentMethodId, At = domain.Time.GetUtcNow(), Reason = LedgerReason.PaymentChanged });
        });
        var now = await ReadAsync(domain);
        Assert.Equal((1, "$20.00"), (now.RecentRefunds, Assert.Single(now.RecentRefunded).ToString()));
        domain.Time.Advance(TimeSpan.FromDays(91));
        Assert.Equal(0, (await ReadAsync(domain)).RecentRefunds);
    }

    [Fact]
    public async Task Open_tickets_and_notes_are_told_and_closed_ones_are_not_open()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        foreach (var subject in new[] { "The parcel was open", "A second one" })
            await domain.CallAsync("create_support_ticket", new { category = "order", subject, message = "All of it.", priority = "high", order_id = Delivered });
        await domain.CallAsync("add_ticket_note", new { ticket_id = "T-1001", note = "The customer sent photos." });
        await domain.CallAsync("update_ticket", new { ticket_id = "T-1002", status = "closed" });
        var overview = await ReadAsync(domain);
        Assert.Equal((1, "T-1001"), (overview.OpenTicketCount, Assert.Single(overview.OpenTickets).Id));
        Assert.Equal(("T-1001", "The customer sent photos."), (Assert.Single(overview.Notes).TicketId, Assert.Single(overview.Notes).Note.Text));
    }

    [Fact]
    public async Task Since_is_the_first_order_and_orders_are_newest_first()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var overview = await ReadAsync(domain);
        Assert.Equal(overview.Orders.Min(x => x.PlacedAt), overview.Since);
        Assert.Equal(overview.Orders.Select(x => x.PlacedAt).OrderDescending(), overview.Orders.Select(x => x.PlacedAt));
        Assert.Equal(overview.Orders.Count, overview.OrderCount);
    }

    [Fact]
    public async Task There_is_no_overview_of_nobody_and_none_of_the_order_of_somebody_else()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        Assert.Null(await domain.Store.ReadAsync(db => db.FindOverviewAsync("nobody_0000", domain.Time.GetUtcNow())));
        var customer = (await ReadAsync(domain)).Customer;
        Assert.Null(await domain.Store.ReadAsync(db => db.FindOverviewAsync(customer, "#W6779827", domain.Time.GetUtcNow())));
        var own = await domain.Store.ReadAsync(db => db.FindOverviewAsync(customer, Delivered, domain.Time.GetUtcNow()));
        Assert.Equal(own!.Order.Items.Count, own.Lines.Sum(x => x.Pieces));
    }

    [Fact]
    public async Task The_order_at_hand_is_the_last_that_was_looked_at_or_named()
    {
        await using var domain = await TestDomain.CreateAsync(new ScriptedModel()
            .Calls(("get_order", """{"order_id":"W2378156"}""")).Says("Found #W0000001.").Says("Which one?"));
        var first = await domain.AskAsync("About #W9711842: is it like the other?");
        Assert.Equal([Delivered, "#W9711842"], OrdersAtHand.In(first));
        Assert.Equal(["#W1234567", Delivered, "#W9711842"], OrdersAtHand.In(await domain.AskAsync("And w1234567?", first.Conversation!.Id)));
    }

    private static async Task<CustomerOverview> ReadAsync(TestDomain domain) =>
        (await domain.Store.ReadAsync(db => db.FindOverviewAsync(Customer, domain.Time.GetUtcNow())))!;
}
