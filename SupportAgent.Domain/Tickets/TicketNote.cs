using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SupportAgent.Domain.Tickets;

/// <summary>A line in a ticket's history: what somebody wrote, or what somebody changed. It stays as it is.</summary>
public sealed class TicketNote
{
    /// <summary>Longest text.</summary>
    public const int TextLength = 4000;

    /// <summary>The id; later ones are greater.</summary>
    public required Guid Id { get; init; }

    /// <summary>The ticket's <see cref="Ticket.Number"/>.</summary>
    public required long TicketNumber { get; init; }

    /// <summary>Whether it was written or tells of a change.</summary>
    public required TicketNoteKind Kind { get; init; }

    /// <summary>The note; or the change, such as <c>Status: open → closed</c>.</summary>
    public required string Text { get; init; }

    /// <summary>The account on whose behalf it was made.</summary>
    public required string AuthorId { get; init; }

    /// <summary>That person's name.</summary>
    public required string AuthorName { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>What a line in a ticket's history is.</summary>
public enum TicketNoteKind
{
    /// <summary>Somebody wrote it.</summary>
    Note,

    /// <summary>It tells what somebody changed.</summary>
    Change,
}

internal sealed class TicketNoteMapping : IEntityTypeConfiguration<TicketNote>
{
    public void Configure(EntityTypeBuilder<TicketNote> builder)
    {
        builder.ToTable("TicketNotes");
        builder.Property(x => x.Id).ValueGeneratedNever();
        builder.Property(x => x.Text).HasMaxLength(TicketNote.TextLength);
        builder.HasOne<Ticket>().WithMany().HasForeignKey(x => x.TicketNumber);
        builder.HasIndex(x => new { x.TicketNumber, x.Id });
    }
}
