namespace SupportAgent.Domain.Models.Offline.Memory;

/// <summary>A customer that a tool has named in the conversation.</summary>
internal sealed record KnownCustomer(string Id, string? Name, string? Email, string? City, string? Zip)
{
    public static KnownCustomer? Of(ToolData data) => data.Text("customer_id") is { } id
        ? new(id, data.Text("name") ?? data.Text("customer_name"), data.Text("email"), data.Text("city"), data.Text("zip"))
        : null;
}
