using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Tools;

/// <summary>Tells which order, customer and money a call is about, so that the audit can be searched by them.</summary>
public sealed class CallSubject(IEnumerable<IScopeSource> sources)
{
    private const int OrderLength = 40;

    /// <summary>By its draft, where it has one; else by its arguments, then by its result.</summary>
    public async Task<AuditSubject> OfAsync(SupportDb db, ToolCall call)
    {
        if (call.DraftId is { } id && await db.Set<Draft>().AsNoTracking().FirstOrDefaultAsync(x => x.Id == id) is { } draft) return draft.About();
        var (arguments, result) = (Read(call.ArgumentsRun ?? call.Arguments), Read(call.Result));
        return new(OrderOf(result) ?? OrderOf(arguments), await CustomerOfAsync(db, arguments) ?? await CustomerOfAsync(db, result), AmountOf(result));
    }

    private async Task<string?> CustomerOfAsync(SupportDb db, JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object) return null;
        foreach (var member in json.EnumerateObject().Where(x => x.Value.ValueKind == JsonValueKind.String))
        {
            foreach (var source in sources)
                if (await source.CustomerOfAsync(db, member.Name, member.Value.GetString()!, CancellationToken.None) is { } customer) return customer;
        }

        return null;
    }

    // with the sign, as orders are called here, however it was written
    private static string? OrderOf(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty("order_id", out var order) && order.ValueKind == JsonValueKind.String
            && order.GetString()!.Trim().TrimStart('#') is { Length: > 0 and < OrderLength } name && name.All(char.IsAsciiLetterOrDigit)
            ? $"#{name.ToUpperInvariant()}"
            : null;

    private static Money? AmountOf(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty("amount", out var amount) && amount.ValueKind == JsonValueKind.Object
            && amount.TryGetProperty("amount", out var major) && major.ValueKind == JsonValueKind.Number && major.TryGetDecimal(out var value)
            && amount.TryGetProperty("currency", out var currency) && currency.ValueKind == JsonValueKind.String
            && Money.TryFromMajor(value, currency.GetString()!, out var money)
            ? money
            : null;

    private static JsonElement Read(string? text) => text is null ? default : ToolArguments.Parse(text).Arguments;
}
