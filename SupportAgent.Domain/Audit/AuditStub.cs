using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SupportAgent.Domain.Audit;

/// <summary>
/// What proves a record whose contents were removed: the hash that it had, on which the chain goes on, and the hash of what is left of it, signed by
/// this installation. A record can have one for each reason.
/// </summary>
internal sealed class AuditStub
{
    // as the database keeps a time: what is signed is what stands there
    private const string Moment = "yyyy-MM-dd HH:mm:ss.FFFFFFF";

    /// <summary>The record's number.</summary>
    public required long Sequence { get; init; }

    /// <summary>For what its contents were removed.</summary>
    public required AuditRemovalReason Why { get; init; }

    /// <summary>The record's kind.</summary>
    public required AuditKind Kind { get; init; }

    /// <summary>The record's hash, which stays as it was.</summary>
    public required string Hash { get; init; }

    /// <summary>The hash that <see cref="AuditChain.HashOf"/> gives of what is left: nothing of it can be changed unseen either.</summary>
    public required string Kept { get; init; }

    /// <summary>When it was done.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The id of the key.</summary>
    public required string Key { get; init; }

    /// <summary>The signature over <see cref="SignedBytes(AuditStub)"/>, as in <see cref="AuditCheckpoint.Signature"/>.</summary>
    public string Signature { get; set; } = "";

    /// <summary>What is signed.</summary>
    public static byte[] SignedBytes(AuditStub stub) =>
        SignedBytes(stub.Sequence, stub.Why.ToString(), stub.Kind.ToString(), stub.Hash, stub.Kept, stub.At.UtcDateTime.ToString(Moment, CultureInfo.InvariantCulture), stub.Key);

    /// <summary>The same of what stands in the database: eight lines, the last without an end.</summary>
    public static byte[] SignedBytes(long sequence, string why, string kind, string hash, string kept, string at, string key) =>
        Encoding.UTF8.GetBytes(string.Join('\n', "SupportAgent audit stub", sequence.ToString(CultureInfo.InvariantCulture), why, kind, hash, kept, at, key));
}

internal sealed class AuditStubMapping : IEntityTypeConfiguration<AuditStub>
{
    public void Configure(EntityTypeBuilder<AuditStub> builder)
    {
        builder.ToTable("AuditStubs");
        builder.HasKey(x => new { x.Sequence, x.Why });
        builder.Property(x => x.Hash).HasMaxLength(64);
        builder.Property(x => x.Kept).HasMaxLength(64);
        builder.Property(x => x.Key).HasMaxLength(16);
        builder.Property(x => x.Signature).HasMaxLength(200);
        // how far retention has come with a kind
        builder.HasIndex(x => new { x.Why, x.Kind, x.Sequence });
    }
}
