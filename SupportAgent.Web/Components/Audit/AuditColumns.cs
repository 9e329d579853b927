using SupportAgent.Domain;
using SupportAgent.Domain.Audit;
using SupportAgent.Web.Components.Shared;

namespace SupportAgent.Web.Components.Audit;

/// <summary>A column that the list of records can have.</summary>
/// <param name="Name">By which the choice is kept.</param>
/// <param name="Title">For people.</param>
/// <param name="Value">What stands in it.</param>
public sealed record AuditColumns(string Name, string Title, Func<AuditRecord, string?> Value)
{
    /// <summary>All, in their order.</summary>
    public static IReadOnlyList<AuditColumns> All { get; } =
    [
        new("number", "Number", x => Words.Count(x.Sequence)),
        new("outcome", "Outcome", x => x.Outcome),
        new("code", "Code", x => x.Code),
        new("person", "Person", x => x.PersonName),
        new("order", "Order", x => x.OrderId),
        new("customer", "Customer", x => x.CustomerId),
        new("amount", "Amount", x => x is { AmountMinor: { } minor, Currency: { } currency } ? new Money(minor, currency).ToString() : null),
        new("model", "Model", x => x.ModelName),
        new("took", "Took", x => x.DurationMs is { } ms ? $"{Words.Count(ms)} ms" : null),
        new("about", "About", AuditWords.Gist),
    ];

    /// <summary>Those that are shown where nobody chose.</summary>
    public static IReadOnlyCollection<string> Usual { get; } = ["outcome", "person", "about"];
}
