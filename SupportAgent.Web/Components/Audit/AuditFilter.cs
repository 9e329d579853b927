using SupportAgent.Domain.Audit;

namespace SupportAgent.Web.Components.Audit;

/// <summary>What a person has put into the filters of the audit; empty means all.</summary>
public sealed class AuditFilter
{
    /// <summary>Words of arguments, results, names and codes.</summary>
    public string? Text { get; set; }

    /// <summary>A tool's name or an act.</summary>
    public string? Action { get; set; }

    /// <summary>How it ended.</summary>
    public string? Outcome { get; set; }

    /// <summary>Parts of a name.</summary>
    public string? Person { get; set; }

    /// <summary>The first day, in UTC.</summary>
    public DateOnly? From { get; set; }

    /// <summary>The last day, in UTC.</summary>
    public DateOnly? To { get; set; }

    /// <summary>Only this conversation.</summary>
    public Guid? ConversationId { get; set; }

    /// <summary>The same once more, to be changed.</summary>
    public AuditFilter Copy() => (AuditFilter)MemberwiseClone();

    /// <summary>As a query.</summary>
    public AuditQuery ToQuery(long? before) => new()
    {
        Text = Text ?? "",
        Action = Given(Action),
        Outcome = Given(Outcome),
        Person = Person ?? "",
        From = From is { } from ? Midnight(from) : null,
        To = To is { } to && to < DateOnly.MaxValue ? Midnight(to.AddDays(1)) : null,
        ConversationId = ConversationId,
        Before = before,
    };

    /// <summary>As parameters of an address, without those that are empty.</summary>
    public IReadOnlyDictionary<string, object?> ToParameters() => new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["q"] = Given(Text),
        ["tool"] = Given(Action),
        ["status"] = Given(Outcome),
        ["user"] = Given(Person),
        ["from"] = From,
        ["to"] = To,
        ["conversation_id"] = ConversationId,
        ["before"] = null,
    };

    private static DateTimeOffset Midnight(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
