using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SupportAgent.Domain.Audit;

/// <summary>
/// One line that stays for ever. Only <see cref="AuditLog"/> makes them; the database refuses to delete one, and to change it, except that its contents
/// can be removed where a signed stub of it is left.
/// </summary>
public sealed class AuditRecord
{
    /// <summary>Longest name kept of a tool or act; an unknown tool can have any.</summary>
    public const int ActionLength = 100;

    /// <summary>Longest text kept of arguments and of a result; longer ones are cut with a mark.</summary>
    public const int TextLength = 64 * 1024;

    /// <summary>Longest name kept of a provider, a model and its answer.</summary>
    public const int NameLength = 200;

    /// <summary>Longest code kept; ours are shorter.</summary>
    public const int CodeLength = 32;

    /// <summary>1, 2, 3 … without gaps.</summary>
    public required long Sequence { get; init; }

    /// <summary>When it was written; never before the record before it, also where the clock was set back.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What it tells about.</summary>
    public required AuditKind Kind { get; init; }

    /// <summary>The tool's name as it was asked for, or the act, such as <c>approve</c>.</summary>
    public required string Action { get; init; }

    /// <summary>How it ended, in the words of the API: <c>succeeded</c>, <c>rejected</c>, <c>approved</c> …</summary>
    public required string Outcome { get; init; }

    /// <summary>The error code, where it failed or was refused.</summary>
    public string? Code { get; init; }

    /// <summary>Who asked: <c>model</c>, <c>person</c>, <c>api</c> or <c>system</c>.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>The person on whose behalf it happened; empty for the system.</summary>
    public required string PersonId { get; init; }

    /// <summary>That person's name at the time.</summary>
    public required string PersonName { get; init; }

    /// <summary>The conversation it belongs to.</summary>
    public Guid? ConversationId { get; init; }

    /// <summary>The turn it belongs to.</summary>
    public Guid? TurnId { get; init; }

    /// <summary>Our id of the tool call.</summary>
    public Guid? ToolCallId { get; init; }

    /// <summary>The draft it made, decided or executed.</summary>
    public Guid? DraftId { get; init; }

    /// <summary>The arguments as received, masked by <see cref="AuditMask"/>.</summary>
    public string? Arguments { get; init; }

    /// <summary>The arguments as the tool ran with them, where they are others than those received: masked as well.</summary>
    public string? ArgumentsRun { get; init; }

    /// <summary>The result, or the reason of a decision, masked as well.</summary>
    public string? Result { get; init; }

    /// <summary>How long it took from the request to its end, in milliseconds.</summary>
    public long? DurationMs { get; init; }

    /// <summary>How long of that it waited and was checked before it ran, in milliseconds; null where it never ran.</summary>
    public long? WaitedMs { get; init; }

    /// <summary>How long of that it ran, in milliseconds; null where it never ran.</summary>
    public long? RanMs { get; init; }

    /// <summary>How often something outside was asked again before this end; null where nothing was.</summary>
    public int? Retries { get; init; }

    /// <summary>Which name, description and schema the tool had: the first 12 hex digits of their SHA-256.</summary>
    public string? ToolVersion { get; init; }

    /// <summary>Where the model is that asked, such as <c>openai</c>; null where no model did.</summary>
    public string? ModelProvider { get; init; }

    /// <summary>The model that asked, by the name that it answered with.</summary>
    public string? ModelName { get; init; }

    /// <summary>The provider's id of the answer in which the model asked, where it gives one.</summary>
    public string? ResponseId { get; init; }

    /// <summary>The address of the program that used the API.</summary>
    public string? ClientAddress { get; init; }

    /// <summary>The order it is about.</summary>
    public string? OrderId { get; init; }

    /// <summary>The customer it is about.</summary>
    public string? CustomerId { get; init; }

    /// <summary>The money it is about, in minor units of <see cref="Currency"/>.</summary>
    public long? AmountMinor { get; init; }

    /// <summary>The currency's code, where there is an amount.</summary>
    public string? Currency { get; init; }

    /// <summary>Which canonical bytes its hash is made of: see <see cref="AuditChain"/>. 1 is that of the first release.</summary>
    public required int Format { get; init; }

    /// <summary>The hash of the record before it; 64 zeros for the first.</summary>
    public required string PreviousHash { get; init; }

    /// <summary>SHA-256 over <see cref="PreviousHash"/> and this record's canonical bytes, in hex.</summary>
    public string Hash { get; internal set; } = "";

    /// <summary>That its contents were removed; null where it is as it was written. Not of the record itself: whoever reads records adds it from the stubs.</summary>
    public AuditRemoval? Removed { get; internal set; }

    /// <summary>What is left of it when its contents are removed. Ids, times, amounts and outcomes stay, and the hashes.</summary>
    internal AuditRecord Without(AuditRemovalReason why)
    {
        var keepsNames = why == AuditRemovalReason.Erasure;
        return new AuditRecord
        {
            Sequence = Sequence,
            At = At,
            Kind = Kind,
            Action = Action,
            Outcome = Outcome,
            Code = Code,
            RequestedBy = RequestedBy,
            PersonId = PersonId,
            PersonName = keepsNames ? PersonName : AuditRemoval.NoName,
            ConversationId = ConversationId,
            TurnId = TurnId,
            ToolCallId = ToolCallId,
            DraftId = DraftId,
            DurationMs = DurationMs,
            WaitedMs = WaitedMs,
            RanMs = RanMs,
            Retries = Retries,
            ToolVersion = ToolVersion,
            ModelProvider = keepsNames ? ModelProvider : null,
            ModelName = keepsNames ? ModelName : null,
            ResponseId = keepsNames ? ResponseId : null,
            ClientAddress = keepsNames ? ClientAddress : null,
            OrderId = OrderId,
            CustomerId = CustomerId,
            AmountMinor = AmountMinor,
            Currency = Currency,
            Format = Format,
            PreviousHash = PreviousHash,
            Hash = Hash,
        };
    }
}

/// <summary>What kind of thing a record tells about.</summary>
public enum AuditKind
{
    /// <summary>A tool was asked for: run, refused or failed.</summary>
    ToolCall,

    /// <summary>A person approved or denied a draft.</summary>
    Decision,

    /// <summary>A draft ended without a decision: expired or stale.</summary>
    Draft,

    /// <summary>An account was made, changed, or locked.</summary>
    Account,

    /// <summary>A conversation turned to another customer.</summary>
    Scope,

    /// <summary>An admin changed how the app works.</summary>
    Settings,

    /// <summary>A person renamed, closed, reopened or gave away a conversation, or linked it to a ticket.</summary>
    Conversation,

    /// <summary>A person changed a ticket on its page, by the same rules as the tool of the name.</summary>
    Ticket,

    /// <summary>Somebody took data out of the app.</summary>
    Export,

    /// <summary>The contents of old records, or a customer's personal data, were removed.</summary>
    Removal,
}

internal sealed class AuditRecordMapping : IEntityTypeConfiguration<AuditRecord>
{
    public void Configure(EntityTypeBuilder<AuditRecord> builder)
    {
        builder.ToTable("AuditRecords");
        builder.HasKey(x => x.Sequence);
        builder.Property(x => x.Sequence).ValueGeneratedNever();
        builder.Ignore(x => x.Removed);
        builder.Property(x => x.Action).HasMaxLength(AuditRecord.ActionLength + 8);
        builder.Property(x => x.Outcome).HasMaxLength(40);
        builder.Property(x => x.Code).HasMaxLength(40);
        builder.Property(x => x.RequestedBy).HasMaxLength(10);
        builder.Property(x => x.ToolVersion).HasMaxLength(12);
        builder.Property(x => x.ModelProvider).HasMaxLength(AuditRecord.NameLength + 8);
        builder.Property(x => x.ModelName).HasMaxLength(AuditRecord.NameLength + 8);
        builder.Property(x => x.ResponseId).HasMaxLength(AuditRecord.NameLength + 8);
        builder.Property(x => x.ClientAddress).HasMaxLength(60);
        builder.Property(x => x.OrderId).HasMaxLength(60);
        builder.Property(x => x.CustomerId).HasMaxLength(100);
        builder.Property(x => x.Currency).HasMaxLength(3);
        builder.Property(x => x.Format).HasDefaultValue(1).HasSentinel(0);
        builder.Property(x => x.Hash).HasMaxLength(64);
        builder.Property(x => x.PreviousHash).HasMaxLength(64);
        builder.HasIndex(x => x.At);
        builder.HasIndex(x => new { x.Action, x.Sequence });
        builder.HasIndex(x => new { x.PersonId, x.Sequence });
        builder.HasIndex(x => new { x.Outcome, x.Sequence });
        builder.HasIndex(x => new { x.ConversationId, x.Sequence });
        // one for each filter of the search, which ends with the number: see AuditSearchSql
        builder.HasIndex(x => new { x.Kind, x.Sequence });
        builder.HasIndex(x => new { x.PersonName, x.Sequence });
        builder.HasIndex(x => new { x.Code, x.Sequence }).HasFilter("\"Code\" IS NOT NULL");
        builder.HasIndex(x => new { x.ModelName, x.Sequence }).HasFilter("\"ModelName\" IS NOT NULL");
        builder.HasIndex(x => new { x.OrderId, x.Sequence }).HasFilter("\"OrderId\" IS NOT NULL");
        builder.HasIndex(x => new { x.CustomerId, x.Sequence }).HasFilter("\"CustomerId\" IS NOT NULL");
        builder.HasIndex(x => new { x.DraftId, x.Sequence }).HasFilter("\"DraftId\" IS NOT NULL");
        builder.HasIndex(x => new { x.TurnId, x.Sequence }).HasFilter("\"TurnId\" IS NOT NULL");
        builder.HasIndex(x => new { x.Sequence, x.AmountMinor, x.Currency }).HasFilter("\"AmountMinor\" IS NOT NULL").HasDatabaseName(AuditSearchSql.AmountIndex);
    }
}
