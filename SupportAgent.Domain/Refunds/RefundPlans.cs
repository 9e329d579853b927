using SupportAgent.Domain.Shop;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Refunds;

/// <summary>Describes a refund for the people who decide about it.</summary>
internal static class RefundPlans
{
    /// <summary>The plan of a refund that the rules allow.</summary>
    public static ActionPlan Of(RefundAction action, Order order, Customer customer)
    {
        var method = customer.MethodLabel(action.PaymentMethodId);
        return new ActionPlan
        {
            PrepareTool = RefundsPlugin.Prepare,
            ExecuteTool = RefundsPlugin.Execute,
            Action = Json.Write(action),
            SubjectId = order.Id,
            SubjectVersion = order.Version,
            CustomerId = customer.Id,
            Amount = action.Amount,
            Summary = $"Refund {action.Amount} of order {order.Id} to {method}",
            Facts =
            [
                OrderFacts.Order(order),
                OrderFacts.Customer(customer),
                new("To", method),
                new("Reason", ReasonText(action.Reason)),
                new("Paid", order.Paid.ToString()),
                new("Refunded so far", order.Refunded.ToString()),
                new("Left after this", (order.Left - action.Amount).ToString()),
            ],
            Details = new Dictionary<string, object?>
            {
                ["order_id"] = order.Id,
                ["method"] = method,
                ["paid"] = order.Paid,
                ["refunded"] = order.Refunded,
                ["left_after"] = order.Left - action.Amount,
            },
        };
    }

    private static string ReasonText(RefundReason reason) => reason switch
    {
        RefundReason.Defective => "Defective",
        RefundReason.WrongItem => "Wrong item",
        RefundReason.NotDelivered => "Not delivered",
        RefundReason.ChangedMind => "Changed mind",
    };
}
