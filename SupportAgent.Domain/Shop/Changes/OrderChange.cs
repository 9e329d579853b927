using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Shop.Changes;

/// <summary>What all changes of an order share: how a plan of one begins, and how an approved one is opened.</summary>
internal static class OrderChange
{
    /// <summary>The order and its customer as they were when the draft was made; else, in their place, the outcome that says that they have changed.</summary>
    public static async Task<(Order Order, Customer Customer, ToolOutcome? Refusal)> OpenAsync(string orderId, ToolContext context, CancellationToken cancel)
    {
        if (await context.Db.FindOrderAsync(orderId, cancel) is not { } order) return (null!, null!, ShopAnswers.NoOrder(orderId));
        return order.Version == context.ApprovedDraft!.SubjectVersion
            ? (order, (await context.Db.FindCustomerAsync(order.CustomerId, cancel))!, null)
            : (null!, null!, ToolOutcome.Failed(ErrorCode.StaleDraft, $"Order {order.Id} has changed since this was prepared ({order.Left} is left to refund now). Nothing was done; prepare it anew."));
    }

    /// <summary>A plan about an order.</summary>
    public static ActionPlan Plan<TAction>(string name, TAction action, Order order, Customer customer, Money amount, string summary, params ReadOnlySpan<DraftFact> facts) => new()
    {
        PrepareTool = $"prepare_{name}",
        ExecuteTool = $"execute_{name}",
        Action = Json.Write(action),
        SubjectId = order.Id,
        SubjectVersion = order.Version,
        CustomerId = customer.Id,
        Amount = amount,
        Summary = summary,
        Facts = [OrderFacts.Order(order), OrderFacts.Customer(customer), .. facts],
        Details = new Dictionary<string, object?> { ["order_id"] = order.Id },
    };

    /// <summary>The result of a change that was carried out.</summary>
    public static ToolOutcome Done(Order order, ToolContext context) => ToolOutcome.Succeeded(new
    {
        status = "executed",
        order_id = order.Id,
        order_status = order.Status,
        amount = context.ApprovedDraft!.Amount,
        summary = context.ApprovedDraft.Summary,
        approved_by = context.ApprovedDraft.DecidedBy,
        left = order.Left,
    });

    /// <summary>A rule that no longer holds.</summary>
    public static ToolOutcome Broken(string violation) => ToolOutcome.Failed(ErrorCode.PolicyViolation, $"{violation} Nothing was done.");
}
