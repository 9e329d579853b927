using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Approvals;

/// <summary>
/// An action in full detail that waits for a person. It holds the final arguments and the version of what it is about: what was approved is
/// what runs. Its state moves only by guarded statements in <see cref="DraftLedger"/>.
/// </summary>
public sealed class Draft
{
    /// <summary>Our id, time-ordered.</summary>
    public required Guid Id { get; init; }

    /// <summary>Random, made for this draft alone: names it for the <c>execute_</c> tool. It opens nothing by itself; only a recorded approval does.</summary>
    public required string Token { get; init; }

    /// <summary>The conversation it was prepared in.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>The call of the <c>prepare_</c> tool.</summary>
    public required Guid ToolCallId { get; init; }

    /// <summary>The tool that prepared it, such as <c>prepare_refund</c>.</summary>
    public required string PrepareTool { get; init; }

    /// <summary>The tool that carries it out, such as <c>execute_refund</c>.</summary>
    public required string ExecuteTool { get; init; }

    /// <summary>What will be done, as JSON in the executing tool's own terms. Complete: nothing is looked up in the chat at execution.</summary>
    public required string Action { get; init; }

    /// <summary>SHA-256 of all that was approved: tool, action, subject, version and amount.</summary>
    public string Fingerprint { get; private set; } = "";

    /// <summary>The order, customer … it is about.</summary>
    public required string SubjectId { get; init; }

    /// <summary>The version of the subject that it was prepared on.</summary>
    public required int SubjectVersion { get; init; }

    /// <summary>The customer concerned.</summary>
    public required string CustomerId { get; init; }

    /// <summary>The money that it moves.</summary>
    public required Money Amount { get; init; }

    /// <summary>One line: what exactly will happen.</summary>
    public required string Summary { get; init; }

    /// <summary>The facts that the card shows, computed by the server; JSON of <see cref="DraftFact"/>s.</summary>
    public required string Facts { get; init; }

    /// <summary>How many different people must approve: fixed when it is prepared.</summary>
    public required int ApprovalsNeeded { get; init; }

    /// <summary>The person on whose behalf the agent prepared it.</summary>
    public required string PreparedById { get; init; }

    /// <summary>That person's name.</summary>
    public required string PreparedByName { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset PreparedAt { get; init; }

    /// <summary>From this moment on nobody can approve it.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The draft in whose place it stands: that one was edited, or prepared anew.</summary>
    public Guid? ReplacesId { get; init; }

    /// <summary>Where it is on its way.</summary>
    public DraftState State { get; init; } = DraftState.Pending;

    /// <summary>When it got its last state.</summary>
    public required DateTimeOffset StateAt { get; init; }

    /// <summary>What came of it, as JSON for the model and the pages; null until it is settled.</summary>
    public string? Outcome { get; init; }

    /// <summary>The decisions so far, oldest first.</summary>
    public ICollection<Decision> Decisions { get; } = [];

    /// <summary>The names of those who decided, such as "Alex Agent and Pia Approver"; empty while nobody has.</summary>
    public string DecidedBy => string.Join(" and ", Decisions.Select(x => x.PersonName));

    /// <summary>The conversation's revision at its last change.</summary>
    public long Revision { get; set; }

    /// <summary>Who has to hear of its changes: the queue, its conversation, and whoever shows what it is about.</summary>
    public Topic[] Topics() => [Topic.Approvals, Topic.Conversation(ConversationId), Topic.Subject(SubjectId), Topic.Subject(CustomerId)];

    /// <summary>What it is about, for the audit.</summary>
    public AuditSubject About() => new(SubjectId.StartsWith('#') ? SubjectId : null, CustomerId, Amount);

    /// <summary>Fixes the fingerprint of a draft that is complete.</summary>
    public Draft Seal()
    {
        Fingerprint = ComputeFingerprint();
        return this;
    }

    /// <summary>Its <see cref="Facts"/>, one by one.</summary>
    public IReadOnlyList<DraftFact> ReadFacts() => JsonSerializer.Deserialize<DraftFact[]>(Facts, Json.Options) ?? [];

    /// <summary>The fingerprint of what this draft says now; it must equal <see cref="Fingerprint"/> when it is executed.</summary>
    public string ComputeFingerprint()
    {
        var parts = Json.Write<string[]>(
            [Id.ToString("n"), Token, ConversationId.ToString("n"), ExecuteTool, Action, SubjectId, $"{SubjectVersion}", CustomerId, $"{Amount.Minor}", Amount.Currency, $"{ApprovalsNeeded}"]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(parts)));
    }
}

/// <summary>One line on a card: a label, its value, and the page behind it.</summary>
/// <param name="Label">Such as "Paid".</param>
/// <param name="Value">Such as "$12.50". Plain text: it is encoded where it is drawn.</param>
/// <param name="Link">A path within the app, or null.</param>
public sealed record DraftFact(string Label, string Value, string? Link = null);

internal sealed class DraftMapping : IEntityTypeConfiguration<Draft>
{
    public void Configure(EntityTypeBuilder<Draft> builder)
    {
        builder.ToTable("Drafts");
        builder.Property(x => x.Token).HasMaxLength(64);
        builder.Property(x => x.Fingerprint).HasMaxLength(64);
        builder.HasIndex(x => x.Token).IsUnique();
        builder.HasIndex(x => x.ToolCallId).IsUnique();
        builder.HasIndex(x => new { x.State, x.ExpiresAt });
        builder.HasIndex(x => new { x.ConversationId, x.Revision });
        builder.HasIndex(x => x.SubjectId);
        // one at a time of a customer's, whoever carries it out
        builder.HasIndex(x => x.CustomerId).IsUnique().HasFilter("\"State\" = 'Executing'").HasDatabaseName("IX_Drafts_OneExecuting");
        builder.ComplexProperty(x => x.Amount, amount =>
        {
            amount.Property(x => x.Minor).HasColumnName("AmountMinor");
            amount.Property(x => x.Currency).HasColumnName("Currency").HasMaxLength(Money.CurrencyLength);
        });
        builder.HasMany(x => x.Decisions).WithOne().HasForeignKey(x => x.DraftId).OnDelete(DeleteBehavior.Restrict);
    }
}
