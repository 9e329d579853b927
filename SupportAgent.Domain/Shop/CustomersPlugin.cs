using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using SupportAgent.Domain.Store;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Shop;

/// <summary>The tools about customers.</summary>
[ToolGroup(ToolGroup.Customers)]
public sealed class CustomersPlugin
{
    private const string Currency = "USD"; // of gift cards

    private const int MaxFound = 10;

    /// <summary>All of a customer.</summary>
    [Tool("get_customer", ToolEffect.Read, "Look up customer")]
    [Description("Gives one customer with address and payment methods and their ids. Use it when a payment method or the default address is needed. " +
        "Not for finding somebody by name or e-mail: use find_customer.")]
    public async Task<ToolOutcome> GetCustomer([Description(ShopAnswers.CustomerIdForm), MaxLength(Customer.IdLength)] string customer_id, ToolContext context, CancellationToken cancel = default)
    {
        if (await context.Db.FindCustomerAsync(customer_id.Trim(), cancel) is not { } customer) return ShopAnswers.NoCustomer(customer_id);
        return ToolOutcome.Succeeded(new
        {
            customer_id = customer.Id,
            name = customer.Name,
            email = customer.Email,
            address = customer.Address,
            payment_methods = customer.PaymentMethods.OrderBy(x => x.Position).Select(x => new
            {
                payment_method_id = x.Id,
                label = x.Label,
                balance = x.BalanceMinor is { } balance ? new Money(balance, Currency) : (Money?)null,
            }),
        });
    }

    /// <summary>Finds customers.</summary>
    [Tool("find_customer", ToolEffect.Read, "Find customer", IsAlwaysOffered = true)]
    [Description("Finds customers by parts of their name, e-mail address, customer id, zip code, or by the number of one of their orders; every word has to fit. " +
        "Use it to learn a customer's id. Several people can have one name: when more than one is found, ask which one is meant, by zip code or e-mail. " +
        "Not for what is in an order: use get_order, which names the customer as well.")]
    public async Task<ToolOutcome> FindCustomer(
        [Description("What is known, such as Ada Miller, or Miller 90210, or ada@example.com, or #W1234567."), MinLength(2), MaxLength(SearchWords.TextLength)] string query,
        ToolContext context,
        CancellationToken cancel = default)
    {
        if (query.Trim().Length < 2) return ToolOutcome.Refused(ErrorCode.InvalidArguments, "Say at least two letters of a name, e-mail address, customer id or order number.");
        var found = await context.Db.FindCustomersAsync(new CustomerQuery { Text = query, Size = MaxFound }, cancel);
        if (found.Total == 0)
        {
            return ToolOutcome.Refused(
                ErrorCode.NotFound, $"No customer fits \"{Text.Shorten(query.Trim(), 60)}\". Try fewer words, or ask the person for the e-mail address or an order's number.");
        }

        return ToolOutcome.Succeeded(new
        {
            customers = found.Rows.Select(x => new { customer_id = x.Id, name = x.Name, email = x.Email, city = x.City, state = x.State, zip = x.Zip, orders = x.Orders }),
            total = found.Total,
        });
    }
}
