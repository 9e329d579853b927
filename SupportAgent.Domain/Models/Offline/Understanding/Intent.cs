namespace SupportAgent.Domain.Models.Offline.Understanding;

/// <summary>What a clause asks for.</summary>
internal enum Intent
{
    /// <summary>Nothing that was understood.</summary>
    Unknown,

    /// <summary>The state of an order.</summary>
    OrderStatus,

    /// <summary>Where the parcel of an order is.</summary>
    Tracking,

    /// <summary>Items, prices, payments and address of an order.</summary>
    OrderDetails,

    /// <summary>Who a customer is.</summary>
    FindCustomer,

    /// <summary>The orders of a customer.</summary>
    ListOrders,

    /// <summary>Money back for an order.</summary>
    PrepareRefund,

    /// <summary>What was refunded of an order, and what became of it.</summary>
    RefundStatus,

    /// <summary>A new ticket.</summary>
    CreateTicket,

    /// <summary>A ticket that exists.</summary>
    GetTicket,

    /// <summary>The tickets that fit.</summary>
    ListTickets,

    /// <summary>A note on a ticket that exists.</summary>
    AddNote,

    /// <summary>Another status, priority or assignee for a ticket that exists.</summary>
    UpdateTicket,

    /// <summary>The whole of an order not wanted any more.</summary>
    CancelOrder,

    /// <summary>Another address for an order.</summary>
    ChangeAddress,

    /// <summary>Other variants of items in an order.</summary>
    ChangeOrder,

    /// <summary>Another payment method for an order.</summary>
    ChangePayment,

    /// <summary>Another default address for a customer.</summary>
    CustomerAddress,

    /// <summary>Items of an order that come back.</summary>
    Return,

    /// <summary>Items of an order for others.</summary>
    Exchange,

    /// <summary>Goodwill credit for a customer.</summary>
    Voucher,

    /// <summary>What of a customer's orders comes next, and what is late.</summary>
    NextDelivery,

    /// <summary>What the shop sells.</summary>
    Products,

    /// <summary>The conversation for a colleague.</summary>
    HandOver,

    /// <summary>One of two things: which one has to be asked.</summary>
    Which,

    /// <summary>What the shop's rules say, whatever the order.</summary>
    Policy,

    /// <summary>A typed yes, no, approve or deny about a prepared action.</summary>
    Decide,

    /// <summary>Dropping what was begun.</summary>
    Dismiss,

    /// <summary>Something known that no tool here does, such as a discount.</summary>
    Unavailable,

    /// <summary>A greeting.</summary>
    Greeting,

    /// <summary>Thanks.</summary>
    Thanks,

    /// <summary>The question what can be asked.</summary>
    Abilities,
}
