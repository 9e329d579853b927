using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Shop;
using SupportAgent.Domain.Tools;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Shop;

public sealed class OrderChangesTests
{
    private const string Pending = "#W6779827"; // ethan_lopez_6291: four items, $4,079.45 by a gift card on which $49 are left
    private const string Delivered = "#W9077205"; // amelia_wilson_4614: two items, $591.58 by a gift card on which $97 are left
    private const string Processed = "#W2611340";
    private const string GiftCard = "gift_card_7219486";
    private const string Card = "credit_card_9789590";

    // cancelling

    [Fact]
    public async Task A_cancelled_order_gives_all_back_to_who_paid_and_a_gift_card_rises_at_once()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var draft = await domain.CarryOutAsync("prepare_cancel_order", new { order_id = Pending, reason = "no_longer_needed" });
        Assert.Equal((DraftState.Executed, 407945L, 2), (draft.State, draft.Amount.Minor, draft.ApprovalsNeeded));
        var order = await domain.OrderAsync(Pending);
        Assert.Equal((OrderStatus.Cancelled, "no_longer_needed", 0L), (order.Status, order.CancelReason, order.Left.Minor));
        Assert.Equal(4900 + 407945, await BalanceAsync(domain, "ethan_lopez_6291", GiftCard));
    }

    [Theory]
    [InlineData(Delivered)]
    [InlineData(Processed)]
    public Task Only_a_pending_order_can_be_cancelled(string order) => RefusedAsync("prepare_cancel_order", new { order_id = order, reason = "no_longer_needed" }, "Only a pending order");

    [Fact]
    public Task An_order_is_cancelled_for_one_of_two_reasons() =>
        RefusedAsync("prepare_cancel_order", new { order_id = Pending, reason = "too_expensive" }, "ordered_by_mistake", ErrorCode.InvalidArguments);

    [Fact]
    public async Task A_pending_order_is_cancelled_and_not_refunded()
    {
        await RefusedAsync("prepare_refund", new { order_id = Pending, reason = "defective" }, "cancel it instead");
        await using var domain = await TestDomain.CreateAsync(running: false);
        Assert.Equal(DraftState.Executed, (await domain.CarryOutAsync("prepare_refund", new { order_id = Processed, reason = "not_delivered", amount = 5 })).State);
    }

    // address

    [Fact]
    public async Task A_pending_order_is_sent_to_another_address_and_the_card_tells_the_risk()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var draft = await domain.CarryOutAsync("prepare_update_shipping_address", NewAddress());
        Assert.Equal((DraftState.Executed, 0L, 1), (draft.State, draft.Amount.Minor, draft.ApprovalsNeeded));
        Assert.Contains("\"Risk\"", draft.Facts, StringComparison.Ordinal);
        var order = await domain.OrderAsync(Pending);
        Assert.Equal(new Address("1 Main Street", "", "Springfield", "IL", "62701", "USA"), order.Address);
        Assert.NotEqual(order.Address, (await domain.CustomerAsync(order.CustomerId)).Address);
    }

    [Theory]
    [InlineData("", "IL", "USA", "62701", "city missing")]
    [InlineData("Springfield", "Illinois", "USA", "62701", "no US state")]
    [InlineData("Springfield", "IL", "France", "62701", "within the USA")]
    [InlineData("Springfield", "IL", "USA", "6270", "zip code")]
    [InlineData("Spring\nfield", "IL", "USA", "62701", "no label")]
    public Task An_address_has_to_be_complete_and_plausible(string city, string state, string country, string zip, string problem) =>
        RefusedAsync("prepare_update_shipping_address", new { order_id = Pending, address1 = "1 Main Street", city, state, country, zip }, problem);

    [Fact]
    public Task A_delivered_order_goes_nowhere_else() => RefusedAsync("prepare_update_shipping_address", NewAddress(Delivered), "Only a pending order");

    [Fact]
    public async Task The_address_it_has_is_no_change()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var has = (await domain.OrderAsync(Pending)).Address;
        var call = await domain.CallAsync("prepare_update_shipping_address", new { order_id = Pending, address1 = has.Address1, address2 = has.Address2, city = has.City, state = has.State, country = has.Country, zip = has.Zip });
        Assert.Equal(ErrorCode.PolicyViolation, call.Code);
    }

    // items

    [Fact]
    public async Task Items_become_other_variants_once_and_the_difference_moves_at_once()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var before = await domain.OrderAsync(Pending);
        var (item, cheaper) = await VariantAsync(domain, before, (variant, old) => variant.PriceMinor < old.PriceMinor);
        var draft = await domain.CarryOutAsync("prepare_change_items", Swap(item.ItemId, cheaper.Id));
        Assert.Equal((DraftState.Executed, item.PriceMinor - cheaper.PriceMinor), (draft.State, draft.Amount.Minor));

        var order = await domain.OrderAsync(Pending);
        Assert.Equal(OrderStatus.PendingItemModified, order.Status);
        Assert.Contains(order.Items, x => x.ItemId == cheaper.Id && x.Position == item.Position && x.PriceMinor == cheaper.PriceMinor);
        Assert.Equal(order.Total, order.Left);
        Assert.Equal(before.Paid, order.Paid);

        // and that closes everything but the address
        foreach (var (tool, arguments) in new (string, object)[]
        {
            ("prepare_change_items", Swap(cheaper.Id, item.ItemId)),
            ("prepare_cancel_order", new { order_id = Pending, reason = "no_longer_needed" }),
            ("prepare_change_payment", new { order_id = Pending, payment_method_id = Card }),
        })
        {
            Assert.Equal(ErrorCode.PolicyViolation, (await domain.CallAsync(tool, arguments)).Code);
        }

        Assert.Equal(DraftState.Executed, (await domain.CarryOutAsync("prepare_update_shipping_address", NewAddress())).State);
    }

    [Fact]
    public async Task A_gift_card_has_to_cover_what_it_is_charged()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var order = await domain.OrderAsync(Pending);
        var (item, dearer) = await VariantAsync(domain, order, (variant, old) => variant.PriceMinor > old.PriceMinor + 4900);
        var refused = await domain.CallAsync("prepare_change_items", Swap(item.ItemId, dearer.Id));
        Assert.Equal(ErrorCode.PolicyViolation, refused.Code);
        Assert.Contains("not enough", refused.Result, StringComparison.Ordinal);
        var draft = await domain.CarryOutAsync("prepare_change_items", Swap(item.ItemId, dearer.Id, method: Card));
        Assert.Equal(DraftState.Executed, draft.State);
        Assert.Equal((await domain.OrderAsync(Pending)).Total, (await domain.OrderAsync(Pending)).Left);
    }

    [Fact]
    public async Task A_swap_stays_within_a_product_to_another_variant_that_is_available()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var order = await domain.OrderAsync(Pending);
        var item = order.Items.First();
        var ofOther = order.Items.First(x => x.ProductId != item.ProductId);
        var gone = (await domain.Store.ReadAsync(db => db.Set<Variant>().Where(x => x.ProductId == item.ProductId && !x.Available).FirstOrDefaultAsync()))?.Id;
        async Task Refused(string words, object arguments)
        {
            var call = await domain.CallAsync("prepare_change_items", arguments);
            Assert.Equal(ErrorCode.PolicyViolation, call.Code);
            Assert.Contains(words, call.Result, StringComparison.Ordinal);
        }

        await Refused("no variant of", Swap(item.ItemId, ofOther.ItemId));
        await Refused("has already", Swap(item.ItemId, item.ItemId));
        await Refused("no item", Swap(item.ItemId, "0000000000"));
        await Refused("not that many pieces", Swap("0000000000", item.ItemId));
        await Refused("exactly one in its place", new { order_id = Pending, item_ids = new[] { item.ItemId }, new_item_ids = new[] { item.ItemId, item.ItemId }, payment_method_id = GiftCard });
        await Refused("not that many pieces", new { order_id = Pending, item_ids = new[] { item.ItemId, item.ItemId }, new_item_ids = new[] { ofOther.ItemId, ofOther.ItemId }, payment_method_id = GiftCard });
        await Refused("no payment method of", Swap(item.ItemId, ofOther.ItemId, method: "paypal_0000000"));
        if (gone is not null) await Refused("not available", Swap(item.ItemId, gone));
    }

    // payment

    [Fact]
    public async Task Another_method_pays_the_old_one_gets_it_back_and_it_works_once()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var draft = await domain.CarryOutAsync("prepare_change_payment", new { order_id = Pending, payment_method_id = Card });
        Assert.Equal((DraftState.Executed, 407945L), (draft.State, draft.Amount.Minor));
        var order = await domain.OrderAsync(Pending);
        Assert.Equal(
            [(LedgerKind.Payment, GiftCard), (LedgerKind.Payment, Card), (LedgerKind.Refund, GiftCard)],
            order.Ledger.OrderBy(x => x.RowId).Select(x => (x.Kind, x.PaymentMethodId)));
        Assert.Equal(order.Total, order.Left);
        Assert.Equal(4900 + 407945, await BalanceAsync(domain, "ethan_lopez_6291", GiftCard));
        Assert.Equal(ErrorCode.PolicyViolation, (await domain.CallAsync("prepare_change_payment", new { order_id = Pending, payment_method_id = GiftCard })).Code);
    }

    [Theory]
    [InlineData(Pending, GiftCard, "by this method already")]
    [InlineData(Pending, "paypal_4101143", "no payment method of")]
    [InlineData(Delivered, "paypal_4101143", "only while an order is pending")]
    public Task A_change_of_payment_needs_another_method_of_the_customer_and_a_pending_order(string order, string method, string words) =>
        RefusedAsync("prepare_change_payment", new { order_id = order, payment_method_id = method }, words);

    // returns

    [Fact]
    public async Task A_return_records_its_amount_and_moves_no_money_until_the_refund()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var draft = await domain.CarryOutAsync("prepare_return", new { order_id = Delivered, item_ids = new[] { "9370300555" }, payment_method_id = "gift_card_7108145" });
        Assert.Equal((DraftState.Executed, 4590L), (draft.State, draft.Amount.Minor));
        var order = await domain.OrderAsync(Delivered);
        Assert.Equal((OrderStatus.ReturnRequested, 0L), (order.Status, order.Refunded.Minor));
        Assert.Equal("""{"item_ids":["9370300555"],"payment_method_id":"gift_card_7108145","amount":45.90}""", order.Return);
        Assert.Equal(ErrorCode.PolicyViolation, (await domain.CallAsync("prepare_return", new { order_id = Delivered, item_ids = new[] { "3877338112" }, payment_method_id = "gift_card_7108145" })).Code);
        Assert.Equal(DraftState.Executed, (await domain.CarryOutAsync("prepare_refund", new { order_id = Delivered, reason = "changed_mind", amount = 45.90m })).State);
    }

    [Theory]
    [InlineData(Delivered, "9370300555", "paypal_4101143", "method that paid, or to a gift card")]
    [InlineData(Delivered, "0000000000", "gift_card_7108145", "not that many pieces")]
    [InlineData(Delivered, "9370300555", "paypal_0000000", "no payment method of")]
    [InlineData(Pending, "7896397433", GiftCard, "Only a delivered order")]
    public Task A_return_is_of_a_delivered_order_to_the_method_that_paid(string order, string item, string method, string words) =>
        RefusedAsync("prepare_return", new { order_id = order, item_ids = new[] { item }, payment_method_id = method }, words);

    [Fact]
    public Task A_return_of_nothing_is_none() =>
        RefusedAsync("prepare_return", new { order_id = Delivered, item_ids = Array.Empty<string>(), payment_method_id = "gift_card_7108145" }, "item_ids", ErrorCode.InvalidArguments);

    // exchanges

    [Fact]
    public async Task An_exchange_records_pairs_method_and_difference_and_moves_no_money()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var before = await domain.OrderAsync(Delivered);
        var (item, other) = await VariantAsync(domain, before, (variant, old) => variant.PriceMinor != old.PriceMinor);
        var draft = await domain.CarryOutAsync("prepare_exchange", Swap(item.ItemId, other.Id, Delivered, "paypal_4101143"));
        Assert.Equal(DraftState.Executed, draft.State);
        var order = await domain.OrderAsync(Delivered);
        Assert.Equal((OrderStatus.ExchangeRequested, before.Left), (order.Status, order.Left));
        var exchange = JsonSerializer.Deserialize<JsonElement>(order.Exchange!);
        Assert.Equal(item.ItemId, exchange.GetProperty("item_ids")[0].GetString());
        Assert.Equal(other.Id, exchange.GetProperty("new_item_ids")[0].GetString());
        Assert.Equal((other.PriceMinor - item.PriceMinor) / 100m, exchange.GetProperty("difference").GetDecimal());
        Assert.Equal(ErrorCode.PolicyViolation, (await domain.CallAsync("prepare_return", new { order_id = Delivered, item_ids = new[] { item.ItemId }, payment_method_id = "gift_card_7108145" })).Code);
    }

    [Fact]
    public Task A_pending_order_is_changed_and_not_exchanged() => RefusedAsync("prepare_exchange", Swap("7896397433", "7896397433"), "Only a delivered order");

    // customers

    [Fact]
    public async Task A_customers_default_address_changes_apart_from_the_orders()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var before = (await domain.OrderAsync(Pending)).Address;
        var moved = new { customer_id = "ethan_lopez_6291", address1 = "1 Main Street", address2 = "Flat 2", city = "Springfield", state = "il", country = "us", zip = "62701" };
        var other = await domain.PrepareAsync("prepare_update_customer_address", moved);
        Assert.Equal(DraftState.Executed, (await domain.CarryOutAsync("prepare_update_customer_address", moved)).State);
        Assert.Equal(new Address("1 Main Street", "Flat 2", "Springfield", "IL", "62701", "USA"), (await domain.CustomerAsync("ethan_lopez_6291")).Address);
        Assert.Equal(before, (await domain.OrderAsync(Pending)).Address);
        await domain.ApproveAsync(other);
        Assert.Equal(DraftState.Stale, (await domain.DraftAsync(other.Id)).State);
        Assert.Equal(ErrorCode.PolicyViolation, (await domain.CallAsync("prepare_update_customer_address", moved)).Code);
    }

    // what a model needs to know for all this

    [Fact]
    public async Task Payment_methods_and_variants_are_told_with_their_ids()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var customer = (await domain.CallAsync("get_customer", new { customer_id = "ethan_lopez_6291" })).Result;
        Assert.Contains($"\"payment_method_id\":\"{GiftCard}\"", customer, StringComparison.Ordinal);
        Assert.Contains("\"balance\":{\"amount\":49.00,\"currency\":\"USD\"}", customer, StringComparison.Ordinal);
        var item = (await domain.OrderAsync(Pending)).Items.First();
        foreach (var id in new[] { item.ProductId, item.ItemId })
            Assert.Contains($"\"item_id\":\"{item.ItemId}\"", (await domain.CallAsync("get_product", new { product_id = id })).Result, StringComparison.Ordinal);
        Assert.Contains("T-Shirt", (await domain.CallAsync("list_products", new { })).Result, StringComparison.Ordinal);
        Assert.Equal(ErrorCode.NotFound, (await domain.CallAsync("get_product", new { product_id = "1" })).Code);
        Assert.Equal(ErrorCode.NotFound, (await domain.CallAsync("get_customer", new { customer_id = "nobody_1" })).Code);
    }

    // all of them

    [Fact]
    public async Task What_was_denied_is_not_prepared_again_in_the_same_conversation()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var draft = await domain.PrepareAsync("prepare_cancel_order", new { order_id = Pending, reason = "no_longer_needed" });
        await domain.DenyAsync(draft, "The customer called again");
        var again = await domain.CallAsync("prepare_cancel_order", new { order_id = Pending, reason = "no_longer_needed" }, draft.ConversationId);
        Assert.Equal(ErrorCode.PolicyViolation, again.Code);
        Assert.Contains("The customer called again", again.Result, StringComparison.Ordinal);
        Assert.Equal(ToolCallStatus.AwaitingApproval, (await domain.CallAsync("prepare_cancel_order", new { order_id = Pending, reason = "no_longer_needed" })).Status);
    }

    [Theory]
    [InlineData("prepare_cancel_order", """{"order_id":"#W6779827","reason":"no_longer_needed"}""")]
    [InlineData("prepare_change_payment", """{"order_id":"#W6779827","payment_method_id":"credit_card_9789590"}""")]
    [InlineData("prepare_update_shipping_address", """{"order_id":"#W6779827","address1":"2 Main Street","city":"Springfield","state":"IL","country":"USA","zip":"62701"}""")]
    public async Task A_change_that_was_prepared_on_another_version_of_the_order_is_stale(string tool, string arguments)
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var draft = await domain.PrepareAsync(tool, arguments);
        await domain.CarryOutAsync("prepare_update_shipping_address", NewAddress());
        await domain.ApproveAsync(draft);
        if (draft.ApprovalsNeeded > 1) await domain.ApproveAsync(draft, People.OtherApprover);
        Assert.Equal(DraftState.Stale, (await domain.DraftAsync(draft.Id)).State);
    }

    [Fact]
    public async Task No_tool_that_executes_is_ever_offered_and_each_has_the_one_that_prepares_it()
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var all = domain.Get<ToolCatalogue>().All;
        var executing = all.Where(x => x.Effect == ToolEffect.Execute).ToList();
        Assert.All(executing, x => Assert.False(x.IsOffered));
        Assert.Equal(executing.Select(x => x.Name.Replace("execute_", "prepare_", StringComparison.Ordinal)).Order(StringComparer.Ordinal), all.Where(x => x.Effect == ToolEffect.Prepare).Select(x => x.Name));
    }

    private static object NewAddress(string order = Pending) => new { order_id = order, address1 = "1 Main Street", city = "Springfield", state = "IL", country = "USA", zip = "62701" };

    private static object Swap(string item, string with, string order = Pending, string method = GiftCard) =>
        new { order_id = order, item_ids = new[] { item }, new_item_ids = new[] { with }, payment_method_id = method };

    private static async Task<(OrderItem Item, Variant Variant)> VariantAsync(TestDomain domain, Order order, Func<Variant, OrderItem, bool> wanted)
    {
        var products = order.Items.Select(x => x.ProductId).ToList();
        var variants = await domain.Store.ReadAsync(db => db.Set<Variant>().Where(x => products.Contains(x.ProductId) && x.Available).OrderBy(x => x.Id).ToListAsync());
        return (from item in order.Items
                from variant in variants
                where variant.ProductId == item.ProductId && variant.Id != item.ItemId && wanted(variant, item)
                select (item, variant)).First();
    }

    private static async Task RefusedAsync(string tool, object arguments, string words, string code = ErrorCode.PolicyViolation)
    {
        await using var domain = await TestDomain.CreateAsync(running: false);
        var call = await domain.CallAsync(tool, arguments);
        Assert.Equal((ToolCallStatus.Rejected, code), (call.Status, call.Code));
        Assert.Contains(words, call.Result, StringComparison.Ordinal);
        Assert.Equal(0, await domain.Store.ReadAsync(db => db.Set<Draft>().CountAsync()));
    }

    private static async Task<long> BalanceAsync(TestDomain domain, string customer, string method) =>
        (await domain.CustomerAsync(customer)).PaymentMethods.Single(x => x.Id == method).BalanceMinor!.Value;
}
