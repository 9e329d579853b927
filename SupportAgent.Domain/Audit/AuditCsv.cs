using System.Globalization;
using System.Text;

namespace SupportAgent.Domain.Audit;

/// <summary>
/// Audit records as a table for spreadsheets (RFC 4180, UTF-8 with a mark). A text that a spreadsheet would take for a formula gets an apostrophe
/// before it; every text stands in quotes, so that no separator within it opens another cell.
/// </summary>
public static class AuditCsv
{
    private static readonly (string Name, Func<AuditRecord, object?> Value)[] Columns =
    [
        ("number", x => x.Sequence), ("at", x => x.At), ("kind", x => x.Kind.ToString()), ("tool", x => x.Action), ("status", x => x.Outcome), ("code", x => x.Code),
        ("requested_by", x => x.RequestedBy), ("user_id", x => x.PersonId), ("user", x => x.PersonName), ("conversation_id", x => x.ConversationId), ("turn_id", x => x.TurnId),
        ("tool_call_id", x => x.ToolCallId), ("draft_id", x => x.DraftId), ("order_id", x => x.OrderId), ("customer_id", x => x.CustomerId),
        ("amount", x => x is { AmountMinor: { } minor, Currency: { } currency } ? new Money(minor, currency).Major : null), ("currency", x => x.Currency),
        ("arguments", x => x.Arguments), ("arguments_run", x => x.ArgumentsRun), ("result", x => x.Result), ("duration_ms", x => x.DurationMs), ("waited_ms", x => x.WaitedMs),
        ("ran_ms", x => x.RanMs), ("retries", x => x.Retries), ("tool_version", x => x.ToolVersion), ("model_provider", x => x.ModelProvider), ("model_name", x => x.ModelName),
        ("response_id", x => x.ResponseId), ("client_address", x => x.ClientAddress), ("format", x => x.Format), ("previous_hash", x => x.PreviousHash), ("hash", x => x.Hash),
        ("removed", x => x.Removed?.ToString()), ("removed_at", x => x.Removed?.At),
    ];

    /// <summary>The first line, with its end.</summary>
    public static string Header { get; } = string.Join(',', Columns.Select(x => x.Name)) + "\r\n";

    /// <summary>A record's line, with its end.</summary>
    public static string Line(AuditRecord record)
    {
        var line = new StringBuilder(1024);
        foreach (var (_, value) in Columns) (line.Length > 0 ? line.Append(',') : line).Append(Cell(value(record)));
        return line.Append("\r\n").ToString();
    }

    /// <summary>A value as a cell.</summary>
    internal static string Cell(object? value) => value switch
    {
        null => "",
        string text => Quoted(text),
        DateTimeOffset at => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        IFormattable plain => plain.ToString(null, CultureInfo.InvariantCulture),
        _ => Quoted(value.ToString() ?? ""),
    };

    private static string Quoted(string text) => $"\"{(IsFormula(text) ? "'" : "")}{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    // also their wide forms, and behind a line break, with which some programs begin anew; spaces before it are dropped by some
    private static bool IsFormula(string text) => text.TrimStart(' ', '\u00a0', '\ufeff') is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠', ..];
}
