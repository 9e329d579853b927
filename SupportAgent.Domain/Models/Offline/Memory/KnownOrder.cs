namespace SupportAgent.Domain.Models.Offline.Memory;

/// <summary>An order of a list that a tool has shown.</summary>
internal sealed record KnownOrder(string Id, string PlacedAt, string? Status, IReadOnlyList<string> Items)
{
    public static KnownOrder? Of(ToolData data) => data.Text("order_id") is { } id
        ? new(id, data.Text("placed_at") ?? "", data.Text("status"), data.Texts("items"))
        : null;
}
