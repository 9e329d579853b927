using System.Globalization;

namespace SupportAgent.Domain.Audit;

/// <summary>A search of the audit as names and texts: as addresses, the API and the command line write it. Names are a contract.</summary>
public static class AuditQueryText
{
    /// <summary>The names, in the order in which they are shown.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["from", "to", "tool", "kind", "status", "code", "user", "user_id", "customer", "order", "min_amount", "max_amount", "model", "q", "conversation_id", "turn_id", "draft_id"];

    /// <summary>What is set in a search.</summary>
    public static IReadOnlyDictionary<string, string> Of(AuditQuery query)
    {
        Dictionary<string, string> all = new(StringComparer.Ordinal);
        Add("from", Moment(query.From));
        Add("to", Moment(query.To));
        Add("tool", query.Action);
        Add("kind", query.Kind is { } kind ? Word(kind) : null);
        Add("status", query.Outcome);
        Add("code", query.Code);
        Add("user", query.Person);
        Add("user_id", query.PersonId);
        Add("customer", query.CustomerId);
        Add("order", query.OrderId);
        Add("min_amount", query.MinAmount?.ToString(CultureInfo.InvariantCulture));
        Add("max_amount", query.MaxAmount?.ToString(CultureInfo.InvariantCulture));
        Add("model", query.Model);
        Add("q", query.Text);
        Add("conversation_id", query.ConversationId?.ToString());
        Add("turn_id", query.TurnId?.ToString());
        Add("draft_id", query.DraftId?.ToString());
        return all;

        void Add(string name, string? value)
        {
            if (!string.IsNullOrWhiteSpace(value)) all[name] = value.Trim();
        }
    }

    /// <summary>Reads a search.</summary>
    /// <param name="find">Gives the text of a name; null or empty where it is not set.</param>
    /// <param name="unreadable">Hears of a name whose text makes no sense; it is then left out.</param>
    public static AuditQuery Read(Func<string, string?> find, Action<string>? unreadable = null)
    {
        var order = Plain("order");
        return new AuditQuery
        {
            From = Value("from", x => ReadMoment(x, isEnd: false)),
            To = Value("to", x => ReadMoment(x, isEnd: true)),
            Action = Plain("tool"),
            Kind = Value("kind", ReadKind),
            Outcome = Plain("status"),
            Code = Plain("code"),
            Person = Plain("user") ?? "",
            PersonId = Plain("user_id"),
            CustomerId = Plain("customer"),
            OrderId = order is null ? null : $"#{order.TrimStart('#').ToUpperInvariant()}",
            MinAmount = Value("min_amount", ReadAmount),
            MaxAmount = Value("max_amount", ReadAmount),
            Model = Plain("model"),
            Text = Plain("q") ?? "",
            ConversationId = Value("conversation_id", ReadId),
            TurnId = Value("turn_id", ReadId),
            DraftId = Value("draft_id", ReadId),
        };

        string? Plain(string name) => find(name) is { } text && !string.IsNullOrWhiteSpace(text) ? Text.WellFormed(text.Trim()) : null;

        T? Value<T>(string name, Func<string, T?> read) where T : struct
        {
            if (Plain(name) is not { } text) return null;
            var value = read(text);
            if (value is null) unreadable?.Invoke(name);
            return value;
        }
    }

    /// <summary>A kind in the words of the API, such as <c>tool_call</c>.</summary>
    public static string Word(AuditKind kind) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());

    /// <summary>Reads a moment: a day, of which the end is the day after it, or a time in UTC.</summary>
    internal static DateTimeOffset? ReadMoment(string text, bool isEnd)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return new DateTimeOffset(isEnd && day < DateOnly.MaxValue ? day.AddDays(1) : day, TimeOnly.MinValue, TimeSpan.Zero);
        return text.Length >= 16 && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment) ? moment : null;
    }

    private static decimal? ReadAmount(string text) => decimal.TryParse(text, NumberStyles.Float & ~NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var amount) ? amount : null;

    private static AuditKind? ReadKind(string text)
    {
        foreach (var kind in Enum.GetValues<AuditKind>())
            if (Word(kind) == text) return kind;
        return null;
    }

    private static Guid? ReadId(string text) => Guid.TryParse(text, out var id) ? id : null;

    /// <summary>A moment as an address writes it; null for none.</summary>
    public static string? Moment(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture);
}
