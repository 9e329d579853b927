using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Overview;
using SupportAgent.Domain.Shop;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Overview;

public sealed class OrderActionsTests
{
    private const string Delivered = "#W2378156";

    [Theory]
    [InlineData(OrderStatus.Pending, "cancel_order change_items change_payment update_shipping_address")]
    [InlineData(OrderStatus.PendingItemModified, "update_shipping_address")]
    [InlineData(OrderStatus.Processed, "refund")]
    [InlineData(OrderStatus.Delivered, "exchange refund return")]
    [InlineData(OrderStatus.Cancelled, "")]
    [InlineData(OrderStatus.ReturnRequested, "refund")]
    [InlineData(OrderStatus.ExchangeRequested, "")]
    public async Task The_state_of_an_order_says_what_can_be_done(OrderStatus status, string possible)
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var actions = await ActionsAsync(domain, Delivered, order => order.Status = status, customer => AddMethod(customer));
        Assert.Equal(possible, string.Join(' ', actions.Where(x => x.IsAllowed).Select(x => x.Tool["prepare_".Length..]).Order(StringComparer.Ordinal)));
        Assert.Equal(7, actions.Count);
    }

    [Theory]
    [InlineData(OrderStatus.Delivered, "prepare_cancel_order", "Only a pending order can be cancelled; order #W2378156 is delivered.")]
    [InlineData(OrderStatus.Delivered, "prepare_change_items", "Items can be changed only while an order is pending, and once; order #W2378156 is delivered.")]
    [InlineData(OrderStatus.Delivered, "prepare_update_shipping_address", "Only a pending order can be sent elsewhere; order #W2378156 is delivered.")]
    [InlineData(OrderStatus.Delivered, "prepare_change_payment", "The payment can be changed only while an order is pending; order #W2378156 is delivered.")]
    [InlineData(OrderStatus.Pending, "prepare_return", "Only a delivered order can be returned, and once; order #W2378156 is pending.")]
    [InlineData(OrderStatus.Pending, "prepare_exchange", "Only a delivered order can be exchanged, and once; order #W2378156 is pending.")]
    [InlineData(OrderStatus.Pending, "prepare_refund", "Order #W2378156 is still pending: cancel it instead, then everything goes back.")]
    public async Task What_is_not_possible_names_the_rule(OrderStatus status, string tool, string why)
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var actions = await ActionsAsync(domain, Delivered, order => order.Status = status);
        Assert.Equal(why, Assert.Single(actions, x => x.Tool == tool).WhyNot);
    }

    [Fact]
    public async Task The_reason_is_the_one_that_the_tool_itself_would_give()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        foreach (var id in new[] { Delivered, "#W6779827" })
        {
            foreach (var action in (await ActionsAsync(domain, id)).Where(x => !x.IsAllowed))
            {
                var call = await domain.CallAsync(action.Tool, ArgumentsOf(action.Tool, id));
                Assert.Equal(ToolCallStatus.Rejected, call.Status);
                Assert.Contains(action.WhyNot!, call.Result, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task All_that_went_back_leaves_nothing_to_refund()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        await domain.CarryOutAsync("prepare_refund", new { order_id = Delivered, reason = "defective" });
        var refund = Assert.Single(await ActionsAsync(domain, Delivered), x => x.Tool == "prepare_refund");
        Assert.Equal("All that was paid for order #W2378156 ($1,819.92) has been refunded already.", refund.WhyNot);
    }

    [Fact]
    public async Task Without_another_method_the_payment_cannot_be_changed()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var actions = await ActionsAsync(domain, Delivered, order => order.Status = OrderStatus.Pending, customer =>
        {
            foreach (var method in customer.PaymentMethods.Skip(1).ToList()) customer.PaymentMethods.Remove(method);
        });
        Assert.Contains("has no other payment method that could pay", Assert.Single(actions, x => x.Tool == "prepare_change_payment").WhyNot, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_message_names_the_order_and_leaves_the_rest_to_the_person()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        Assert.All(await ActionsAsync(domain, Delivered), x => Assert.Contains(Delivered, x.Message, StringComparison.Ordinal));
        Assert.All(await ActionsAsync(domain, Delivered), x => Assert.EndsWith(": ", x.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_way_of_an_order_has_only_times_that_are_known_and_says_when_it_is_late()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var order = await domain.OrderAsync(Delivered);
        Assert.Equal(["Placed", "Handed to the carrier", "Delivered"], Shipment.Of(order, order.PlacedAt).Select(x => x.Title));
        Assert.Equal([true, false, false], Shipment.Of(order, order.PlacedAt).Select(x => x.At is not null));
        order.Status = OrderStatus.Processed;
        Assert.False(Shipment.Of(order, order.PlacedAt)[^1].IsLate);
        Assert.True(Shipment.Of(order, order.PlacedAt.AddDays(30))[^1].IsLate);
        foreach (var status in Enum.GetValues<OrderStatus>())
        {
            order.Status = status;
            Assert.Single(Shipment.Of(order, order.PlacedAt), x => x.State == ShipmentState.Now);
        }
    }

    private static object ArgumentsOf(string tool, string id) => tool switch
    {
        "prepare_refund" => new { order_id = id, reason = "defective" },
        "prepare_cancel_order" => new { order_id = id, reason = "no_longer_needed" },
        "prepare_return" => new { order_id = id, item_ids = new[] { "1" }, payment_method_id = "paypal_1" },
        "prepare_exchange" or "prepare_change_items" => new { order_id = id, item_ids = new[] { "1" }, new_item_ids = new[] { "2" }, payment_method_id = "paypal_1" },
        "prepare_change_payment" => new { order_id = id, payment_method_id = "paypal_1" },
        _ => new { order_id = id, address1 = "1 Main Street", city = "Springfield", state = "IL", country = "USA", zip = "62701" },
    };

    private static void AddMethod(Customer customer) =>
        customer.PaymentMethods.Add(new PaymentMethod { Id = "paypal_0000001", CustomerId = customer.Id, Position = 9, Source = PaymentSource.Paypal });

    private static async Task<IReadOnlyList<OrderAction>> ActionsAsync(TestDomain domain, string id, Action<Order>? order = null, Action<Customer>? customer = null)
    {
        var found = await domain.Store.ReadAsync(async db => (Order: await db.FindOrderAsync(id, CancellationToken.None), Customers: await db.Set<Customer>().Include(x => x.PaymentMethods).ToListAsync()));
        var owner = found.Customers.Single(x => x.Id == found.Order!.CustomerId);
        order?.Invoke(found.Order!);
        customer?.Invoke(owner);
        return OrderActions.Of(found.Order!, owner);
    }
}
