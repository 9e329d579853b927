using SupportAgent.Domain.Shop;
using SupportAgent.Domain.Texts;

namespace SupportAgent.Domain.Overview;

/// <summary>The way of an order, as far as the shop knows it: only moments that are stored or follow from the rules of delivery have a time.</summary>
public static class Shipment
{
    /// <summary>The steps, in order.</summary>
    /// <param name="order">The order.</param>
    /// <param name="now">Now: what should have arrived by then is late.</param>
    public static IReadOnlyList<ShipmentStep> Of(Order order, DateTimeOffset now)
    {
        var placed = new ShipmentStep(OverviewTexts.StepPlaced, ShipmentState.Done) { At = order.PlacedAt };
        return order.Status switch
        {
            OrderStatus.Pending or OrderStatus.PendingItemModified => [placed, new(OverviewTexts.StepBeingPacked, ShipmentState.Now), new(OverviewTexts.StepHandedToCarrier, ShipmentState.Next), Arrival(order, now)],
            OrderStatus.Processed => [placed, new(OverviewTexts.StepHandedToCarrier, ShipmentState.Done), new(OverviewTexts.StepOnItsWay, ShipmentState.Now), Arrival(order, now)],
            OrderStatus.Delivered => [placed, new(OverviewTexts.StepHandedToCarrier, ShipmentState.Done), new(OverviewTexts.StepDelivered, ShipmentState.Now)],
            OrderStatus.Cancelled => [placed, new(OverviewTexts.StepCancelled, ShipmentState.Now)],
            OrderStatus.ReturnRequested => [placed, new(OverviewTexts.StepDelivered, ShipmentState.Done), new(OverviewTexts.StepReturnRequested, ShipmentState.Now), new(OverviewTexts.StepItemsBack, ShipmentState.Next)],
            OrderStatus.ExchangeRequested => [placed, new(OverviewTexts.StepDelivered, ShipmentState.Done), new(OverviewTexts.StepExchangeRequested, ShipmentState.Now), new(OverviewTexts.StepItemsSwapped, ShipmentState.Next)],
        };
    }

    private static ShipmentStep Arrival(Order order, DateTimeOffset now)
    {
        var expected = Delivery.Of(order.Status, order.PlacedAt)!;
        return new(OverviewTexts.StepDelivered, ShipmentState.Next) { Expected = expected, IsLate = expected.IsLate(now) };
    }
}

/// <summary>A step of an order's way.</summary>
/// <param name="Title">In a word or two.</param>
/// <param name="State">Whether it is behind, here or ahead.</param>
public sealed record ShipmentStep(string Title, ShipmentState State)
{
    /// <summary>When it happened; null where the shop does not know, or it has not.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>When it should happen.</summary>
    public Delivery? Expected { get; init; }

    /// <summary>Whether it should have happened by now.</summary>
    public bool IsLate { get; init; }
}

/// <summary>Whether a step is behind, here or ahead.</summary>
public enum ShipmentState
{
    /// <summary>Behind.</summary>
    Done,

    /// <summary>Where the order is.</summary>
    Now,

    /// <summary>Ahead.</summary>
    Next,
}
