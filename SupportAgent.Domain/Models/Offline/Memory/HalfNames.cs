namespace SupportAgent.Domain.Models.Offline.Memory;

/// <summary>A single name is looked for as a first name and as a last one. What both bring is one list, to choose from as one.</summary>
internal static class HalfNames
{
    /// <summary>The calls, with the two of a single name as one where both found somebody.</summary>
    public static IEnumerable<PerformedCall> Join(IEnumerable<PerformedCall> calls) =>
        calls.GroupBy(call => NameOf(call) ?? (object)call, (_, same) => Join([.. same]));

    private static PerformedCall Join(IReadOnlyList<PerformedCall> same) =>
        same is [var only] ? only : same[0] with { Result = ToolData.Join("customers", same.Select(call => call.Result), "customer_id") };

    private static object? NameOf(PerformedCall call)
    {
        var (first, last) = (call.Arguments.Text("first_name"), call.Arguments.Text("last_name"));
        return call.Tool == ToolNames.FindCustomer && !call.Failed && (first is null) != (last is null) ? (first ?? last, call.Arguments.Text("zip")) : null;
    }
}
