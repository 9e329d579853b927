using System.Text.Json;
using System.Text.Json.Serialization;

namespace SupportAgent.Domain.Audit;

/// <summary>Audit records for programs: the shape of <c>GET /api/audit</c> and of a line of the export. A contract: names are only added.</summary>
public static class AuditJson
{
    /// <summary>One line, with its end.</summary>
    public static string Line(AuditRecord record) => Json.Write(Of(record)) + "\n";

    /// <summary>A record. What is not there is left out.</summary>
    public static AuditRecordShape Of(AuditRecord record) => new(
        record.Sequence, record.At, record.Kind, record.Action, record.Outcome, record.Code, record.RequestedBy, record.PersonId, record.PersonName, record.ConversationId, record.TurnId,
        record.ToolCallId, record.DraftId, record.OrderId, record.CustomerId, record is { AmountMinor: { } minor, Currency: { } currency } ? new Money(minor, currency) : null,
        AsJson(record.Arguments), AsJson(record.ArgumentsRun), AsJson(record.Result), record.DurationMs, record.WaitedMs, record.RanMs, record.Retries, record.ToolVersion, record.ModelProvider,
        record.ModelName, record.ResponseId, record.ClientAddress, record.Format, record.PreviousHash, record.Hash, record.Removed?.ToString(), record.Removed?.At);

    // JSON where it is JSON, so that programs need not read it twice; else the text
    private static JsonElement? AsJson(string? text)
    {
        if (text is null) return null;
        try
        {
            if (text.AsSpan().TrimStart() is ['{' or '[', ..]) return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            // then it is text
        }

        return JsonSerializer.SerializeToElement(text, Json.Options);
    }
}

/// <summary>An audit record as programs see it; the members are those of <see cref="AuditRecord"/>; <c>removed</c> says in words that and why its contents are not there any more.</summary>
public sealed record AuditRecordShape(
    [property: JsonPropertyName("number")] long Number, DateTimeOffset At, AuditKind Kind, [property: JsonPropertyName("tool")] string Action, [property: JsonPropertyName("status")] string Outcome,
    string? Code, string RequestedBy, string UserId, [property: JsonPropertyName("user")] string UserName, Guid? ConversationId, Guid? TurnId, Guid? ToolCallId, Guid? DraftId, string? OrderId,
    string? CustomerId, Money? Amount, JsonElement? Arguments, JsonElement? ArgumentsRun, JsonElement? Result, long? DurationMs, long? WaitedMs, long? RanMs, int? Retries, string? ToolVersion,
    string? ModelProvider, string? ModelName, string? ResponseId, string? ClientAddress, int Format, string PreviousHash, string Hash, string? Removed, DateTimeOffset? RemovedAt);
