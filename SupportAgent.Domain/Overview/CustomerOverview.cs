using SupportAgent.Domain.Shop;
using SupportAgent.Domain.Tickets;

namespace SupportAgent.Domain.Overview;

/// <summary>A customer at a glance.</summary>
public sealed record CustomerOverview
{
    /// <summary>The days in which refunds are counted.</summary>
    public const int RefundDays = 90;

    /// <summary>The customer, with the payment methods.</summary>
    public required Customer Customer { get; init; }

    /// <summary>When the first order was placed; null without one.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>What was paid and has not gone back, of all orders: one amount a currency.</summary>
    public required IReadOnlyList<Money> LifetimeValue { get; init; }

    /// <summary>The latest orders, newest first, and how many there are.</summary>
    public required IReadOnlyList<OrderRow> Orders { get; init; }

    /// <summary>How many orders there are.</summary>
    public required int OrderCount { get; init; }

    /// <summary>Tickets that are not closed, newest first; the first few.</summary>
    public required IReadOnlyList<TicketRow> OpenTickets { get; init; }

    /// <summary>How many tickets are not closed.</summary>
    public required int OpenTicketCount { get; init; }

    /// <summary>How many times money went back in the last <see cref="RefundDays"/> days, without what another method paid instead.</summary>
    public required int RecentRefunds { get; init; }

    /// <summary>How much that was: one amount a currency.</summary>
    public required IReadOnlyList<Money> RecentRefunded { get; init; }

    /// <summary>What colleagues noted on the customer's tickets, the latest first.</summary>
    public required IReadOnlyList<NoteLine> Notes { get; init; }
}

/// <summary>A note on a ticket.</summary>
/// <param name="TicketId">Such as <c>T-1001</c>.</param>
/// <param name="Note">The note.</param>
public sealed record NoteLine(string TicketId, TicketNote Note);
