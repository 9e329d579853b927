using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Shop.Changes;

/// <summary>What all changes of a customer share: how an approved one is opened.</summary>
internal static class CustomerChange
{
    /// <summary>The customer as he or she was when the draft was made; else, in that place, the outcome that says that something has changed.</summary>
    public static async Task<(Customer Customer, ToolOutcome? Refusal)> OpenAsync(string customerId, ToolContext context, CancellationToken cancel)
    {
        if (await context.Db.FindCustomerAsync(customerId, cancel) is not { } customer) return (null!, ShopAnswers.NoCustomer(customerId));
        return customer.Version == context.ApprovedDraft!.SubjectVersion
            ? (customer, null)
            : (null!, ToolOutcome.Failed(ErrorCode.StaleDraft, $"{customer.Name} has changed since this was prepared. Nothing was done; prepare it anew."));
    }
}
