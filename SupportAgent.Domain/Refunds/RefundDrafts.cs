using System.Security.Cryptography;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Shop;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Refunds;

/// <summary>Turns a planned refund into a draft, with the facts that a person needs to decide.</summary>
public sealed class RefundDrafts(ApprovalPolicy policy)
{
    /// <summary>Makes the draft. Every fact on it comes from the store.</summary>
    public Draft Make(RefundAction action, Order order, Customer customer, ToolContext context)
    {
        var method = customer.MethodLabel(action.PaymentMethodId);
        DraftFact[] facts =
        [
            new("Order", $"{order.Id}, {order.Status.ToString().ToLowerInvariant()}", $"/orders/{order.Id[1..]}"),
            new("Customer", customer.Name, $"/customers/{customer.Id}"),
            new("To", method),
            new("Reason", ReasonText(action.Reason)),
            new("Paid", order.Paid.ToString()),
            new("Refunded so far", order.Refunded.ToString()),
            new("Left after this", (order.Left - action.Amount).ToString()),
        ];
        return new Draft
        {
            Id = Domain.Id.Next(context.Now),
            Token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
            ConversationId = context.ConversationId,
            ToolCallId = context.ToolCallId,
            PrepareTool = RefundsPlugin.Prepare,
            ExecuteTool = RefundsPlugin.Execute,
            Action = Json.Write(action),
            SubjectId = order.Id,
            SubjectVersion = order.Version,
            CustomerId = customer.Id,
            Amount = action.Amount,
            Summary = $"Refund {action.Amount} of order {order.Id} to {method}",
            Facts = Json.Write(facts),
            ApprovalsNeeded = policy.ApprovalsNeeded(action.Amount),
            PreparedById = context.Person.Id,
            PreparedByName = context.Person.Name,
            PreparedAt = context.Now,
            ExpiresAt = policy.ExpiryOf(context.Now),
            StateAt = context.Now,
        }.Seal();
    }

    /// <summary>A reason for people.</summary>
    public static string ReasonText(RefundReason reason) => reason switch
    {
        RefundReason.Defective => "Defective",
        RefundReason.WrongItem => "Wrong item",
        RefundReason.NotDelivered => "Not delivered",
        RefundReason.ChangedMind => "Changed mind",
    };
}
