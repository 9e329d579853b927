using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SupportAgent.Domain.Audit;

/// <summary>What the audit was at one moment, signed: kept elsewhere, it proves later that nothing up to there was written anew or cut off.</summary>
/// <param name="Records">How many records there were: the number of the last one.</param>
/// <param name="Hash">The hash of the last one.</param>
/// <param name="At">When it was made.</param>
/// <param name="Key">The id of the key: the first 16 hex digits of the SHA-256 of the public key.</param>
/// <param name="Signature">ECDSA P-256 with SHA-256 over <see cref="SignedText"/>, ASN.1 DER in base64.</param>
public sealed record AuditCheckpoint(
    [property: JsonRequired] long Records,
    [property: JsonRequired] string Hash,
    [property: JsonRequired] DateTimeOffset At,
    [property: JsonRequired] string Key,
    [property: JsonRequired] string Signature)
{
    /// <summary>Longest text that is read as a checkpoint.</summary>
    public const int TextLength = 2000;

    /// <summary>What is signed: five lines, the last without an end.</summary>
    [JsonIgnore]
    public string SignedText => string.Join('\n', "SupportAgent audit checkpoint", Records.ToString(CultureInfo.InvariantCulture), Hash, At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), Key);

    /// <summary>The checkpoint as one line of JSON.</summary>
    public string ToLine() => Json.Write(this);

    /// <summary>Reads a checkpoint from JSON; false where the text is none.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out AuditCheckpoint? checkpoint)
    {
        checkpoint = null;
        if (text.Length > TextLength) return false;
        try
        {
            checkpoint = JsonSerializer.Deserialize<AuditCheckpoint>(text, Json.Options);
            return checkpoint is { Records: > 0 };
        }
        catch (JsonException)
        {
            return false;
        }
    }

    internal byte[] SignedBytes() => Encoding.UTF8.GetBytes(SignedText);
}

/// <summary>A checkpoint as the database keeps it.</summary>
internal sealed class StoredCheckpoint
{
    /// <summary>As in <see cref="AuditCheckpoint.Records"/>: there is one for a record at most.</summary>
    public required long Records { get; init; }

    /// <summary>The checkpoint: <see cref="AuditCheckpoint.ToLine"/>.</summary>
    public required string Line { get; init; }
}

internal sealed class StoredCheckpointMapping : IEntityTypeConfiguration<StoredCheckpoint>
{
    public void Configure(EntityTypeBuilder<StoredCheckpoint> builder)
    {
        builder.ToTable("AuditCheckpoints");
        builder.HasKey(x => x.Records);
        builder.Property(x => x.Records).ValueGeneratedNever();
        builder.Property(x => x.Line).HasMaxLength(AuditCheckpoint.TextLength);
    }
}
