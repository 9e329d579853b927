using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SupportAgent.Domain.Shop;

namespace SupportAgent.Domain.Tickets;

/// <summary>A task for the team about a customer's problem.</summary>
public sealed class Ticket
{
    /// <summary>Longest subject.</summary>
    public const int SubjectLength = 150;

    /// <summary>Longest message.</summary>
    public const int MessageLength = 4000;

    private const long FirstId = 1001;

    /// <summary>1, 2, 3 …</summary>
    public long Number { get; init; }

    /// <summary>What it is about.</summary>
    public required TicketCategory Category { get; init; }

    /// <summary>One line.</summary>
    public required string Subject { get; init; }

    /// <summary>The whole problem.</summary>
    public required string Message { get; init; }

    /// <summary>How soon.</summary>
    public required TicketPriority Priority { get; set; }

    /// <summary>Whether somebody still has to do something.</summary>
    public TicketStatus Status { get; set; } = TicketStatus.Open;

    /// <summary>The account of the person who looks after it; null when nobody does.</summary>
    public string? AssigneeId { get; set; }

    /// <summary>That person's name.</summary>
    public string? AssigneeName { get; set; }

    /// <summary>The order that it is about, if any.</summary>
    public string? OrderId { get; init; }

    /// <summary>The customer that it is about, if any: with an order, that order's.</summary>
    public string? CustomerId { get; init; }

    /// <summary>The conversation in which it was made.</summary>
    public Guid? ConversationId { get; init; }

    /// <summary>The account on whose behalf it was made.</summary>
    public required string CreatedById { get; init; }

    /// <summary>That person's name.</summary>
    public required string CreatedByName { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed or got a note.</summary>
    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>As people and models name it: <c>T-1001</c>.</summary>
    public string Id => IdOf(Number);

    /// <summary>The id of a number.</summary>
    public static string IdOf(long number) => $"T-{number + FirstId - 1}";

    /// <summary>The number in an id such as <c>T-1001</c>; null when it is none.</summary>
    public static long? NumberOf(string id) =>
        id.Trim() is ['T' or 't', '-', .. { Length: <= 12 } digits] && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var shown) ? shown - FirstId + 1 : null;
}

/// <summary>What a ticket is about.</summary>
public enum TicketCategory
{
    /// <summary>An order.</summary>
    Order,

    /// <summary>A refund.</summary>
    Refund,

    /// <summary>A delivery.</summary>
    Delivery,

    /// <summary>A product.</summary>
    Product,

    /// <summary>A customer's account.</summary>
    Account,

    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>How soon a ticket has to be looked at.</summary>
public enum TicketPriority
{
    /// <summary>When there is time.</summary>
    Low,

    /// <summary>In turn.</summary>
    Normal,

    /// <summary>Today.</summary>
    High,

    /// <summary>Now.</summary>
    Urgent,
}

/// <summary>Whether somebody still has to do something.</summary>
public enum TicketStatus
{
    /// <summary>Yes.</summary>
    Open,

    /// <summary>Waits for the customer.</summary>
    Waiting,

    /// <summary>No.</summary>
    Closed,
}

internal sealed class TicketMapping : IEntityTypeConfiguration<Ticket>
{
    public void Configure(EntityTypeBuilder<Ticket> builder)
    {
        builder.ToTable("Tickets");
        builder.HasKey(x => x.Number);
        builder.Property(x => x.Subject).HasMaxLength(Ticket.SubjectLength);
        builder.Property(x => x.Message).HasMaxLength(Ticket.MessageLength);
        builder.HasOne<Order>().WithMany().HasForeignKey(x => x.OrderId);
        builder.HasOne<Customer>().WithMany().HasForeignKey(x => x.CustomerId);
        builder.HasIndex(x => new { x.Status, x.CreatedAt });
        builder.HasIndex(x => x.CreatedAt);
        builder.HasIndex(x => new { x.AssigneeId, x.CreatedAt });
    }
}
