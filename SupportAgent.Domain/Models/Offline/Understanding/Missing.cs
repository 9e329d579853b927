namespace SupportAgent.Domain.Models.Offline.Understanding;

/// <summary>What a request still needs from the person.</summary>
internal enum Missing
{
    /// <summary>Which order it is about.</summary>
    Order,

    /// <summary>Which of the orders that were listed.</summary>
    OrderChoice,

    /// <summary>Which customer it is about.</summary>
    Customer,

    /// <summary>Which of the customers that were listed.</summary>
    CustomerChoice,

    /// <summary>Why money should go back.</summary>
    Reason,

    /// <summary>How much should go back.</summary>
    Amount,

    /// <summary>The whole new address.</summary>
    Address,

    /// <summary>Which items of an order.</summary>
    Item,

    /// <summary>Which variant in place of an item.</summary>
    Variant,

    /// <summary>Which payment method.</summary>
    Method,

    /// <summary>Which of two things was meant.</summary>
    Meaning,

    /// <summary>Which ticket.</summary>
    Ticket,

    /// <summary>What a new ticket should say.</summary>
    TicketText,

    /// <summary>What a note should say.</summary>
    NoteText,

    /// <summary>What should change on a ticket.</summary>
    TicketChange,
}
