using SupportAgent.Domain;
using SupportAgent.Domain.Audit;
using SupportAgent.Web.Components.Shared;
using SupportAgent.Web.Texts;

namespace SupportAgent.Web.Components.Audit;

/// <summary>A column that the list of records can have.</summary>
/// <param name="Name">By which the choice is kept.</param>
/// <param name="GetTitle">Its title for the person who looks.</param>
/// <param name="Value">What stands in it.</param>
public sealed record AuditColumns(string Name, Func<string> GetTitle, Func<AuditRecord, string?> Value)
{
    /// <summary>For the person who looks.</summary>
    public string Title => GetTitle();

    /// <summary>All, in their order.</summary>
    public static IReadOnlyList<AuditColumns> All { get; } =
    [
        new("number", () => AuditTexts.Number, x => Words.Count(x.Sequence)),
        new("outcome", () => AuditTexts.Outcome, x => x.Outcome),
        new("code", () => AuditTexts.Code, x => x.Code),
        new("person", () => AuditTexts.Person, x => x.PersonName),
        new("order", () => AuditTexts.Order, x => x.OrderId),
        new("customer", () => AuditTexts.Customer, x => x.CustomerId),
        new("amount", () => AuditTexts.Amount, x => x is { AmountMinor: { } minor, Currency: { } currency } ? new Money(minor, currency).ForReader() : null),
        new("model", () => AuditTexts.Model, x => x.ModelName),
        new("took", () => AuditTexts.Took, x => x.DurationMs is { } ms ? AuditTexts.TookMs.With(ms) : null),
        new("about", () => AuditTexts.About, AuditWords.Gist),
    ];

    /// <summary>Those that are shown where nobody chose.</summary>
    public static IReadOnlyCollection<string> Usual { get; } = ["outcome", "person", "about"];
}
