namespace SupportAgent.Domain.Models.Offline;

/// <summary>The tools that the offline model knows how to use. A contract with every model; it asks only for those it is offered.</summary>
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

    /// <summary>Whether a tool carries out a draft: no model calls one, but what came of a draft is told as its call.</summary>
    public static bool Executes(string tool) => tool.StartsWith("execute_", StringComparison.Ordinal);
}
