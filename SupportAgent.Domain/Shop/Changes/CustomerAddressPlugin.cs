using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Shop.Changes;

/// <summary>Changes a customer's default address.</summary>
[ToolGroup(ToolGroup.Customers)]
public sealed class CustomerAddressPlugin(ActionDrafts drafts)
{
    private const string Name = "update_customer_address";

    /// <summary>Makes a draft.</summary>
    [Tool($"prepare_{Name}", ToolEffect.Prepare, "Prepare new customer address")]
    [Description("Prepares another default address for a customer, for a person to approve. Use it when staff say that a customer has moved and the whole address is known. " +
        "Not for one order: use prepare_update_shipping_address.")]
    public async Task<ToolOutcome> Prepare(
        [Description(ShopAnswers.CustomerIdForm), MaxLength(Customer.IdLength)] string customer_id,
        [Description("Street and number."), MaxLength(Address.LineLength)] string address1,
        [Description("City."), MaxLength(Address.LineLength)] string city,
        [Description("Two letters, such as CA."), MaxLength(40)] string state,
        [Description("USA."), MaxLength(40)] string country,
        [Description("Five digits."), MaxLength(20)] string zip,
        ToolContext context,
        [Description("Flat or suite, when there is one."), MaxLength(Address.LineLength)] string? address2 = null,
        CancellationToken cancel = default)
    {
        if (await context.Db.FindCustomerAsync(customer_id.Trim(), cancel) is not { } customer) return ShopAnswers.NoCustomer(customer_id);
        var address = AddressRules.Of(address1, address2, city, state, country, zip);
        if (WhyNot(customer, address) is { } violation) return ToolOutcome.Refused(ErrorCode.PolicyViolation, violation);
        var plan = new ActionPlan
        {
            PrepareTool = $"prepare_{Name}",
            ExecuteTool = $"execute_{Name}",
            Action = Json.Write(new CustomerAddressAction(customer.Id, address)),
            SubjectId = customer.Id,
            SubjectVersion = customer.Version,
            CustomerId = customer.Id,
            Amount = Money.Zero("USD"),
            Summary = $"Set the default address of {customer.Name} to {address}",
            Facts =
            [
                OrderFacts.Customer(customer),
                new("New address", address.ToString()),
                new("Instead of", customer.Address.ToString()),
                new("Risk", "Later parcels go there. Is it the customer who asks?"),
            ],
            Details = new Dictionary<string, object?> { ["customer_id"] = customer.Id },
        };
        return await drafts.PrepareAsync(plan, context, cancel);
    }

    /// <summary>Carries out an approved draft.</summary>
    [Tool($"execute_{Name}", ToolEffect.Execute, "Change customer address")]
    [Description("Changes a customer's address after approval. It runs by itself once a person has approved the draft; never call it.")]
    public async Task<ToolOutcome> Execute([Description("The token of the draft.")] string update_customer_address_token, ToolContext context, CancellationToken cancel = default)
    {
        var (action, refusal) = ActionDrafts.Open<CustomerAddressAction>(update_customer_address_token, context);
        if (action is null) return refusal!;
        var (customer, stale) = await CustomerChange.OpenAsync(action.CustomerId, context, cancel);
        if (stale is not null) return stale;
        if (WhyNot(customer, action.Address) is { } violation) return OrderChange.Broken(violation);
        customer.Address = action.Address;
        customer.Version++;
        return ToolOutcome.Succeeded(new
        {
            status = "executed",
            customer_id = customer.Id,
            summary = context.ApprovedDraft!.Summary,
            approved_by = context.ApprovedDraft.DecidedBy,
        });
    }

    private static string? WhyNot(Customer customer, Address address) =>
        address == customer.Address ? $"{customer.Name} has this address already." : AddressRules.WhyNot(address);
}

/// <summary>A new default address in full.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="Address">Where orders go from now on.</param>
public sealed record CustomerAddressAction(string CustomerId, Address Address);
