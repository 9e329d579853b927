using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using SupportAgent.Domain.Texts;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Shop.Changes;

/// <summary>Sends a pending order to another address.</summary>
[ToolGroup(ToolGroup.Orders)]
public sealed class ShippingAddressPlugin(ActionDrafts drafts)
{
    private const string Name = "update_shipping_address";

    /// <summary>Makes a draft.</summary>
    [Tool($"prepare_{Name}", ToolEffect.Prepare, "Prepare new shipping address")]
    [Description("Prepares another shipping address for one pending order, for a person to approve. Use it when staff ask to send an order elsewhere and the whole address is known. " +
        "Not for the customer's default address: use prepare_update_customer_address.")]
    public async Task<ToolOutcome> Prepare(
        [Description(ShopAnswers.OrderIdForm)] string order_id,
        [Description("Street and number."), MaxLength(Address.LineLength)] string address1,
        [Description("City."), MaxLength(Address.LineLength)] string city,
        [Description("Two letters, such as CA."), MaxLength(40)] string state,
        [Description("USA."), MaxLength(40)] string country,
        [Description("Five digits."), MaxLength(20)] string zip,
        ToolContext context,
        [Description("Flat or suite, when there is one."), MaxLength(Address.LineLength)] string? address2 = null,
        CancellationToken cancel = default)
    {
        if (await context.Db.FindOrderAsync(order_id, cancel) is not { } order) return ShopAnswers.NoOrder(order_id);
        var address = AddressRules.Of(address1, address2, city, state, country, zip);
        if (WhyNot(order, address) is { } violation) return ToolOutcome.Refused(ErrorCode.PolicyViolation, violation);
        var customer = (await context.Db.FindCustomerAsync(order.CustomerId, cancel))!;
        var plan = OrderChange.Plan(
            Name, new ShippingAddressAction(order.Id, address), order, customer, Money.Zero(order.Currency), $"Send order {order.Id} to {address}",
            new("New address", address.ToString()), new("Instead of", order.Address.ToString()), new("Risk", "A parcel sent to a wrong address is lost money. Is it the customer who asks?"));
        return await drafts.PrepareAsync(plan, context, cancel);
    }

    /// <summary>Carries out an approved draft.</summary>
    [Tool($"execute_{Name}", ToolEffect.Execute, "Change shipping address")]
    [Description("Changes an order's address after approval. It runs by itself once a person has approved the draft; never call it.")]
    public async Task<ToolOutcome> Execute([Description("The token of the draft.")] string update_shipping_address_token, ToolContext context, CancellationToken cancel = default)
    {
        var (action, refusal) = ActionDrafts.Open<ShippingAddressAction>(update_shipping_address_token, context);
        if (action is null) return refusal!;
        var (order, _, stale) = await OrderChange.OpenAsync(action.OrderId, context, cancel);
        if (stale is not null) return stale;
        if (WhyNot(order, action.Address) is { } violation) return OrderChange.Broken(violation);
        order.Address = action.Address;
        order.Version++;
        return OrderChange.Done(order, context);
    }

    /// <summary>Null when the order can be sent elsewhere; else the sentence that says which rule is against it.</summary>
    internal static string? WhyNot(Order order) =>
        order.Status is OrderStatus.Pending or OrderStatus.PendingItemModified ? null : OrderRuleTexts.OnlyPendingSent.With(order.Id, OrderStatusText.ForReader(order.Status));

    private static string? WhyNot(Order order, Address address) =>
        WhyNot(order) ?? (address == order.Address ? $"Order {order.Id} goes to this address already." : AddressRules.WhyNot(address));
}

/// <summary>A new shipping address in full.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Address">Where it goes.</param>
public sealed record ShippingAddressAction(string OrderId, Address Address);
