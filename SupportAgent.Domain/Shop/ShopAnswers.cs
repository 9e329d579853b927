using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Shop;

/// <summary>What all tools about orders and customers say in the same words.</summary>
internal static class ShopAnswers
{
    /// <summary>Describes the argument that names an order.</summary>
    public const string OrderIdForm = "The order's number: # or nothing, then W and seven digits, such as #W1234567. Never guess it; ask when it is missing.";

    /// <summary>Describes the argument that names a customer.</summary>
    public const string CustomerIdForm = "The customer's id, such as ada_miller_1234, as find_customer or an order gave it. Never make one up from a name.";

    /// <summary>There is no such order.</summary>
    public static ToolOutcome NoOrder(string orderId) => ToolOutcome.Refused(
        ErrorCode.NotFound, $"There is no order \"{Text.Shorten(orderId, 40)}\". An order's number is # and W with seven digits; ask the person for it.");

    /// <summary>There is no such customer.</summary>
    public static ToolOutcome NoCustomer(string customerId) => ToolOutcome.Refused(
        ErrorCode.NotFound, $"There is no customer with the id \"{Text.Shorten(customerId, 40)}\". Look the id up with find_customer.");
}
