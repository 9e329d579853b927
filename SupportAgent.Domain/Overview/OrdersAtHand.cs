using System.Text.Json;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Shop;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Overview;

/// <summary>Tells which orders a conversation was about.</summary>
public static class OrdersAtHand
{
    private const int Most = 20;

    /// <summary>The ids, the latest first: what was looked at, prepared or carried out in a turn counts more than what its message names. They need not exist.</summary>
    public static IReadOnlyList<string> In(Transcript transcript)
    {
        var drafts = transcript.Drafts.ToDictionary(x => x.Id, x => x.SubjectId);
        string? OfCall(ToolCall call) => call.DraftId is { } draft && drafts.TryGetValue(draft, out var subject) && subject is ['#', ..] ? subject : InArguments(call.Arguments);
        return
        [
            .. transcript.Turns.Reverse()
                .SelectMany(turn => turn.ToolCalls.Reverse().Select(OfCall).OfType<string>().Concat(Order.IdsIn(turn.Question?.Text ?? "").Reverse()))
                .Distinct(StringComparer.Ordinal).Take(Most),
        ];
    }

    private static string? InArguments(string arguments) =>
        ToolArguments.Parse(arguments).Arguments is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty("order_id", out var id) && id.ValueKind == JsonValueKind.String
            ? Order.NormaliseId(id.GetString()!)
            : null;
}
