using System.Text.Json.Nodes;
using SupportAgent.Domain.Models.Offline.Memory;
using SupportAgent.Domain.Models.Offline.Understanding;

namespace SupportAgent.Domain.Models.Offline.Planning;

/// <summary>Finds the next step of a request about single items of an order, or about what pays it.</summary>
internal sealed class ItemSteps(Calls calls)
{
    private static readonly Wish Nothing = new("", "", "");

    /// <summary>Items of a delivered order come back, by default to the method that paid.</summary>
    public Step Return(Request request, string order) => WithOrder(request, order, found =>
    {
        if (!IsDelivered(found)) return new Step.Answer(request, found);
        var choice = ItemChoice.Among(KnownItem.Of(found.Result, "items"), WishOf(request));
        return choice.Picked.Count == 0
            ? Ask(request, order, Missing.Item, choice.Unclear)
            : WithCustomer(request, found, customer => calls.Run(request, PlannedCall.Of(
                ToolNames.PrepareReturn, ("order_id", order), ("item_ids", Ids(choice.Picked)), ("payment_method_id", MethodFor(request, found, customer)))));
    });

    /// <summary>An item of a pending or a delivered order for another variant; what is paid more or less goes by the method that paid.</summary>
    public Step Swap(Request request, string order) => WithOrder(request, order, found =>
    {
        // "swap" and "change" say the same: the order tells which of the two it is
        var isPending = found.Result.Text("status") == "pending";
        if (request.Intent is Intent.ChangeOrder ? !isPending : !isPending && !IsDelivered(found)) return new Step.Answer(request, found);
        var choice = ItemChoice.Among(KnownItem.Of(found.Result, "items"), WishOf(request));
        if (choice.Picked is not [var item]) return Ask(request, order, Missing.Item, choice.Picked.Count > 0 ? choice.Picked : choice.Unclear);
        // side by side: a turn has few rounds, and each tool may have to be asked for twice
        var lookUps = new[] { VariantsOf(item), CustomerOf(found) }.OfType<PlannedCall>().Where(x => calls.ResultOf(x) is null).ToList();
        if (lookUps.Count > 0) return new Step.Call(request, lookUps);
        return calls.Use(request, VariantsOf(item), product =>
        {
            var variant = VariantChoice.Among(KnownItem.Of(product.Result, "variants"), item, WishOf(request));
            return variant.Picked is not { } picked
                ? new Step.Ask(request with { Order = order }, Missing.Variant) { Items = variant.Offered, Subject = item, IsSoldOut = variant.IsSoldOut }
                : WithCustomer(request, found, customer => calls.Run(request, PlannedCall.Of(
                    isPending ? ToolNames.PrepareChangeItems : ToolNames.PrepareExchange,
                    ("order_id", order), ("item_ids", Ids([item])), ("new_item_ids", Ids([picked])), ("payment_method_id", MethodFor(request, found, customer)))));
        });
    });

    /// <summary>Another method of the customer pays a pending order.</summary>
    public Step Payment(Request request, string order) => WithOrder(request, order, found => found.Result.Text("status") != "pending"
        ? new Step.Answer(request, found)
        : WithCustomer(request, found, customer =>
        {
            var methods = MethodChoice.Of(customer.Result);
            var paid = MethodChoice.Paid(found.Result, methods);
            var text = WishOf(request).Method;
            // "the credit card instead of PayPal" names both; the one that pays already is only meant where it is the only one
            return (MethodChoice.Named([.. methods.Where(x => x.Id != paid)], text) ?? MethodChoice.Named(methods, text)) is { } chosen
                ? calls.Run(request, PlannedCall.Of(ToolNames.PrepareChangePayment, ("order_id", order), ("payment_method_id", chosen)))
                : new Step.Ask(request with { Order = order }, Missing.Method, customer);
        }));

    /// <summary>Goes on with the cancellation of an order, unless only some of its items were named: those can't be cancelled alone.</summary>
    public Step Whole(Request request, string order, Func<Step> then) => request.Wish is not { } wish
        ? then()
        : WithOrder(request, order, found =>
        {
            var items = KnownItem.Of(found.Result, "items");
            return ItemChoice.Among(items, wish) is var choice && choice.Picked.Count < items.Count && choice.Unclear.Count < items.Count ? new Step.Answer(request, found) : then();
        });

    private Step WithOrder(Request request, string order, Func<PerformedCall, Step> then) => calls.Use(request, PlannedCall.Of(ToolNames.GetOrder, ("order_id", order)), then);

    private Step WithCustomer(Request request, PerformedCall order, Func<PerformedCall, Step> then) =>
        CustomerOf(order) is { } call ? calls.Use(request, call, then) : new Step.Answer(request, order);

    private static PlannedCall VariantsOf(KnownItem item) => PlannedCall.Of(ToolNames.GetProduct, ("product_id", item.Id));

    private static PlannedCall? CustomerOf(PerformedCall order) => order.Result.Text("customer_id") is { } id ? PlannedCall.Of(ToolNames.GetCustomer, ("customer_id", id)) : null;

    private static Step.Ask Ask(Request request, string order, Missing missing, IReadOnlyList<KnownItem> among) => new(request with { Order = order }, missing) { Items = among };

    private static string? MethodFor(Request request, PerformedCall order, PerformedCall customer)
    {
        var methods = MethodChoice.Of(customer.Result);
        return MethodChoice.Named(methods, WishOf(request).Method) ?? MethodChoice.Paid(order.Result, methods) ?? (methods is [var only] ? only.Id : null);
    }

    private static Wish WishOf(Request request) => request.Wish ?? Nothing;

    private static bool IsDelivered(PerformedCall order) => order.Result.Text("status") == "delivered";

    private static JsonArray Ids(IReadOnlyList<KnownItem> items) => [.. items.Select(x => JsonValue.Create(x.Id))];
}
