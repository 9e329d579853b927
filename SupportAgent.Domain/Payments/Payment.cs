using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SupportAgent.Domain.Payments;

/// <summary>What a gateway was asked to pay for a draft. Stored before it is asked, so that a crash cannot hide it; one a draft.</summary>
public sealed class Payment
{
    /// <summary>Longest number that a gateway gives a payment.</summary>
    public const int ReferenceLength = 200;

    /// <summary>The draft that it carries out.</summary>
    public required Guid DraftId { get; init; }

    /// <summary>The call of the tool that waits for it.</summary>
    public required Guid ToolCallId { get; init; }

    /// <summary>The order or customer.</summary>
    public required string SubjectId { get; init; }

    /// <summary>What moves, as JSON of <see cref="Movement"/>s: every request with the key says exactly this.</summary>
    public required string Movements { get; init; }

    /// <summary>What is known of it.</summary>
    public PaymentState State { get; set; } = PaymentState.Open;

    /// <summary>How often the gateway was asked.</summary>
    public int Attempts { get; set; }

    /// <summary>Why nothing is known yet, or why it was declined: for staff.</summary>
    public string? Problem { get; set; }

    /// <summary>The gateway's own number of the payment.</summary>
    public string? Reference { get; set; }

    /// <summary>When it was decided that it be paid.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When to ask next. While one asks, it stands so far ahead that no other does.</summary>
    public required DateTimeOffset NextAttemptAt { get; set; }

    /// <summary>When the gateway's word was known.</summary>
    public DateTimeOffset? SettledAt { get; set; }

    /// <summary>The idempotency key.</summary>
    public string Key => DraftId.ToString("n");
}

/// <summary>What is known of a payment.</summary>
public enum PaymentState
{
    /// <summary>Not yet asked for, or the answer is unknown.</summary>
    Open,

    /// <summary>The money moved, and the shop's records say so.</summary>
    Succeeded,

    /// <summary>The gateway said no.</summary>
    Declined,
}

internal sealed class PaymentMapping : IEntityTypeConfiguration<Payment>
{
    public void Configure(EntityTypeBuilder<Payment> builder)
    {
        builder.ToTable("Payments");
        builder.HasKey(x => x.DraftId);
        builder.Property(x => x.Problem).HasMaxLength(400);
        builder.Property(x => x.Reference).HasMaxLength(Payment.ReferenceLength);
        builder.HasIndex(x => x.ToolCallId).IsUnique();
        builder.HasIndex(x => x.NextAttemptAt).HasFilter("\"State\" = 'Open'");
    }
}
