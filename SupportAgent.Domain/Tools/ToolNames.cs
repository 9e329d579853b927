using SupportAgent.Domain.Texts;

namespace SupportAgent.Domain.Tools;

/// <summary>Names of tools as people read them. A model is offered the names and descriptions of the catalogue, whoever reads along.</summary>
public static class ToolNames
{
    /// <summary>Such as "Look up order"; a tool without a text of its own has its title.</summary>
    public static string Of(ToolDefinition tool) => Find(tool.Name) ?? tool.Title;

    private static string? Find(string name) => name switch
    {
        "add_ticket_note" => ToolNameTexts.AddTicketNote,
        "create_support_ticket" => ToolNameTexts.CreateSupportTicket,
        "execute_cancel_order" => ToolNameTexts.ExecuteCancelOrder,
        "execute_change_items" => ToolNameTexts.ExecuteChangeItems,
        "execute_change_payment" => ToolNameTexts.ExecuteChangePayment,
        "execute_exchange" => ToolNameTexts.ExecuteExchange,
        "execute_refund" => ToolNameTexts.ExecuteRefund,
        "execute_return" => ToolNameTexts.ExecuteReturn,
        "execute_update_customer_address" => ToolNameTexts.ExecuteUpdateCustomerAddress,
        "execute_update_shipping_address" => ToolNameTexts.ExecuteUpdateShippingAddress,
        "execute_voucher" => ToolNameTexts.ExecuteVoucher,
        "find_customer" => ToolNameTexts.FindCustomer,
        "get_customer" => ToolNameTexts.GetCustomer,
        "get_next_delivery" => ToolNameTexts.GetNextDelivery,
        "get_order" => ToolNameTexts.GetOrder,
        "get_order_status" => ToolNameTexts.GetOrderStatus,
        "get_product" => ToolNameTexts.GetProduct,
        "get_refund_status" => ToolNameTexts.GetRefundStatus,
        "get_ticket" => ToolNameTexts.GetTicket,
        "list_orders" => ToolNameTexts.ListOrders,
        "list_products" => ToolNameTexts.ListProducts,
        "list_tickets" => ToolNameTexts.ListTickets,
        "prepare_cancel_order" => ToolNameTexts.PrepareCancelOrder,
        "prepare_change_items" => ToolNameTexts.PrepareChangeItems,
        "prepare_change_payment" => ToolNameTexts.PrepareChangePayment,
        "prepare_exchange" => ToolNameTexts.PrepareExchange,
        "prepare_refund" => ToolNameTexts.PrepareRefund,
        "prepare_return" => ToolNameTexts.PrepareReturn,
        "prepare_update_customer_address" => ToolNameTexts.PrepareUpdateCustomerAddress,
        "prepare_update_shipping_address" => ToolNameTexts.PrepareUpdateShippingAddress,
        "prepare_voucher" => ToolNameTexts.PrepareVoucher,
        "search_policies" => ToolNameTexts.SearchPolicies,
        "transfer_to_human" => ToolNameTexts.TransferToHuman,
        "update_ticket" => ToolNameTexts.UpdateTicket,
        _ => null,
    };
}
