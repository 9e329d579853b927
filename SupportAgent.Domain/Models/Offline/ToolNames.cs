namespace SupportAgent.Domain.Models.Offline;

/// <summary>The tools that the offline model knows how to use. A contract with every model; it uses only those it is offered, and asks once for another.</summary>
internal static class ToolNames
{
    public const string FindCustomer = "find_customer";
    public const string GetCustomer = "get_customer";
    public const string ListOrders = "list_orders";
    public const string GetOrder = "get_order";
    public const string GetOrderStatus = "get_order_status";
    public const string CreateTicket = "create_support_ticket";
    public const string GetTicket = "get_ticket";
    public const string ListTickets = "list_tickets";
    public const string AddNote = "add_ticket_note";
    public const string UpdateTicket = "update_ticket";
    public const string PrepareRefund = "prepare_refund";
    public const string GetRefundStatus = "get_refund_status";
    public const string SearchPolicies = "search_policies";

    public const string PrepareCancelOrder = "prepare_cancel_order";
    public const string PrepareShippingAddress = "prepare_update_shipping_address";
    public const string PrepareCustomerAddress = "prepare_update_customer_address";
    public const string PrepareChangeItems = "prepare_change_items";
    public const string PrepareChangePayment = "prepare_change_payment";
    public const string PrepareReturn = "prepare_return";
    public const string PrepareExchange = "prepare_exchange";
    public const string PrepareVoucher = "prepare_voucher";
    public const string GetNextDelivery = "get_next_delivery";
    public const string ListProducts = "list_products";
    public const string GetProduct = "get_product";
    public const string TransferToHuman = "transfer_to_human";

    /// <summary>Whether a tool makes a draft for a person to decide.</summary>
    public static bool Prepares(string tool) => tool.StartsWith("prepare_", StringComparison.Ordinal);

    /// <summary>Whether a tool carries out a draft: no model calls one, but what came of a draft is told as its call.</summary>
    public static bool Executes(string tool) => tool.StartsWith("execute_", StringComparison.Ordinal);
}
