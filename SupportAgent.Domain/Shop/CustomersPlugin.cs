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
    [Description("Finds customers by e-mail address, by name (with the zip code where it is known), or by the number of one of their orders; everything that is given has to fit. " +
        "Use it to learn a customer's id. Several people can have one name: when more than one is found, ask which one is meant, by zip code or e-mail. " +
        "Not for a customer whose id is known: use get_customer. Not for what is in an order: use get_order, which names the customer as well.")]
    public async Task<ToolOutcome> FindCustomer(
        ToolContext context,
        [Description("The whole e-mail address."), MaxLength(Customer.EmailLength)] string? email = null,
        [Description("The whole first name."), MaxLength(SearchWords.TextLength)] string? first_name = null,
        [Description("The whole last name."), MaxLength(SearchWords.TextLength)] string? last_name = null,
        [Description("The zip code, to tell people of one name apart. It is not enough alone."), MaxLength(SearchWords.TextLength)] string? zip = null,
        [Description("The number of one of the customer's orders, such as #W1234567."), MaxLength(SearchWords.TextLength)] string? order_id = null,
        CancellationToken cancel = default)
    {
        if (!string.IsNullOrWhiteSpace(order_id) && Order.NormaliseId(order_id) is null) return ShopAnswers.NoOrder(order_id);
        var details = CustomerDetails.Of(email, first_name, last_name, zip, order_id);
        if (!details.IsEnough)
        {
            return ToolOutcome.Refused(
                ErrorCode.InvalidArguments, "Give an email, a first_name or last_name or both (with a zip where it is known), or an order_id. A zip or an initial alone is not enough.");
        }

        var found = await context.Db.LookUpCustomersAsync(details, MaxFound, cancel);
        if (found.Total == 0)
        {
            return ToolOutcome.Refused(
                ErrorCode.NotFound, $"No customer fits \"{Text.Shorten(details.ToString(), 60)}\". Names, e-mail and zip code have to be whole. Try fewer of them, or ask the person for the e-mail address or an order's number.");
        }

        return ToolOutcome.Succeeded(new
        {
            customers = found.Rows.Select(x => new { customer_id = x.Id, name = x.Name, email = x.Email, city = x.City, state = x.State, zip = x.Zip, orders = x.Orders }),
            total = found.Total,
        });
    }
}
