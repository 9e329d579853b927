using System.Text.Json;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Shop;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Overview;

/// <summary>Tells which orders a conversation was about.</summary>
public static class OrdersAtHand
{
    private const int Most = 20;

    /// <summary>The ids, the latest first: what was looked at, prepared or carried out, and what people named. They need not exist.</summary>
    public static IReadOnlyList<string> In(Transcript transcript)
    {
        var drafts = transcript.Drafts.ToDictionary(x => x.Id, x => x.SubjectId);
        string? OfCall(ToolCall call) => call.DraftId is { } draft && drafts.TryGetValue(draft, out var subject) && subject is ['#', ..] ? subject : InArguments(call.Arguments);
        var called = transcript.ToolCalls.Select(x => (x.Id, Order: OfCall(x)));
        var named = transcript.Turns.Select(x => x.Question).OfType<Message>().SelectMany(x => Order.IdsIn(x.Text).Reverse().Select(order => (x.Id, Order: (string?)order)));
        return [.. called.Concat(named).OrderByDescending(x => x.Id).Select(x => x.Order).OfType<string>().Distinct(StringComparer.Ordinal).Take(Most)];
    }

    private static string? InArguments(string arguments) =>
        ToolArguments.Parse(arguments).Arguments is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty("order_id", out var id) && id.ValueKind == JsonValueKind.String
            ? Order.NormaliseId(id.GetString()!)
            : null;
}
