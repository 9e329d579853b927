using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Handover;
using SupportAgent.Domain.Shop;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Handover;

public sealed class SuggestionsTests
{
    [Theory]
    [InlineData(OrderStatus.Pending, "Cancel the order", "Return items")]
    [InlineData(OrderStatus.Processed, "Show the tracking", "Cancel the order")]
    [InlineData(OrderStatus.Delivered, "Return items", "Cancel the order")]
    public async Task They_name_what_the_state_of_the_order_allows_and_nothing_else(OrderStatus status, string offered, string other)
    {
        await using var domain = await TestDomain.CreateAsync(new ScriptedModel().Says("Well."));
        var order = await domain.Store.ReadAsync(db => db.Set<Order>().Where(x => x.Status == status).Select(x => x.Id).FirstAsync());
        var suggestions = await domain.Get<Suggestions>().ForAsync(await domain.AskAsync($"About {order}"));
        Assert.Contains(suggestions, x => x.Label == offered && x.Text.Contains(order, StringComparison.Ordinal));
        Assert.DoesNotContain(suggestions, x => x.Label == other);
        Assert.InRange(suggestions.Count, 1, Suggestions.Most);
    }

    [Theory]
    [InlineData(OrderStatus.Pending, "Cancel the order, Change the address, Change an item, Change the payment")]
    [InlineData(OrderStatus.PendingItemModified, "Change the address, Show the order")]
    [InlineData(OrderStatus.Processed, "Show the tracking, Refund, Show the order")]
    [InlineData(OrderStatus.Delivered, "Return items, Exchange an item, Refund, Show the order")]
    [InlineData(OrderStatus.ReturnRequested, "Refund what comes back, Show the order")]
    [InlineData(OrderStatus.Cancelled, "Show the order")]
    public async Task They_are_those_that_the_rules_of_the_order_allow(OrderStatus status, string labels)
    {
        await using var domain = await TestDomain.CreateAsync(new ScriptedModel().Says("Well."));
        await domain.Store.WriteAsync(async db =>
        {
            var order = (await db.FindOrderAsync("#W2378156", CancellationToken.None))!;
            order.Status = status;
            db.Add(new PaymentMethod { Id = "paypal_0000001", CustomerId = order.CustomerId, Position = 9, Source = PaymentSource.Paypal });
        });
        Assert.Equal(labels, await LabelsAsync(domain));
    }

    [Fact]
    public async Task Another_payment_is_suggested_only_where_the_customer_has_one()
    {
        await using var domain = await TestDomain.CreateAsync(new ScriptedModel().Says("Well."));
        await domain.Store.WriteAsync(async db =>
        {
            var order = (await db.FindOrderAsync("#W2378156", CancellationToken.None))!;
            order.Status = OrderStatus.Pending;
            var used = order.Ledger.Single().PaymentMethodId;
            await db.Set<PaymentMethod>().Where(x => x.CustomerId == order.CustomerId && x.Id != used).ExecuteDeleteAsync();
        });
        Assert.Equal("Cancel the order, Change the address, Change an item, Show the order", await LabelsAsync(domain));
    }

    [Fact]
    public async Task The_order_at_hand_is_the_one_named_last()
    {
        await using var domain = await TestDomain.CreateAsync(new ScriptedModel().Says("It is [#W2378156](/orders/W2378156).").Says("Fine.").Says("This one: #W2611340."));
        var first = await domain.AskAsync("Which one?");
        Assert.Equal("#W2378156", Suggestions.OrderAtHand(first));
        var id = first.Conversation!.Id;
        Assert.Equal("#W2378156", Suggestions.OrderAtHand(await domain.AskAsync("Thanks", id)));
        Assert.Equal("#W2611340", Suggestions.OrderAtHand(await domain.AskAsync("And the other?", id)));
        Assert.Null(Suggestions.OrderAtHand(new Transcript()));
    }

    [Fact]
    public async Task Without_an_order_there_are_none_and_in_a_closed_conversation_neither()
    {
        await using var domain = await TestDomain.CreateAsync(new ScriptedModel().Says("Hello.").Says("Well."));
        var id = (await domain.AskAsync("Hello")).Conversation!.Id;
        Assert.Empty(await domain.Get<Suggestions>().ForAsync(await domain.ReadAsync(id)));
        await domain.AskAsync("About #W2378156", id);
        Assert.NotEmpty(await domain.Get<Suggestions>().ForAsync(await domain.ReadAsync(id)));
        await domain.Get<ConversationDesk>().CloseAsync(id, People.Agent);
        Assert.Empty(await domain.Get<Suggestions>().ForAsync(await domain.ReadAsync(id)));
    }

    [Theory]
    [InlineData("/order #W2378156", "What is the status of order #W2378156?", null)]
    [InlineData("/ORDER\n#W2378156", "What is the status of order #W2378156?", null)]
    [InlineData("/handover", "Hand this conversation over to a colleague.", null)]
    [InlineData("/unknown x", "/unknown x", null)]
    [InlineData("1/2 of it", "1/2 of it", null)]
    [InlineData("/refund", null, "Write after /refund an order, and how much and why, such as #W1234567 $20 defective.")]
    public void A_command_stands_for_a_message(string text, string? message, string? problem) => Assert.Equal((message, problem), ChatCommand.Expand(text));

    private static async Task<string> LabelsAsync(TestDomain domain) =>
        string.Join(", ", (await domain.Get<Suggestions>().ForAsync(await domain.AskAsync("About #W2378156"))).Select(x => x.Label));
}
