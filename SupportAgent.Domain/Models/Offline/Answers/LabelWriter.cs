using System.Text.Json;
using SupportAgent.Domain.Models.Offline.Understanding;

namespace SupportAgent.Domain.Models.Offline.Answers;

/// <summary>Says what a message is about in the form of a label: category, urgency, order number and a line of summary.</summary>
internal static class LabelWriter
{
    private const int SummaryLength = 120;
    private const int FewestLetters = 12; // fewer in capitals are no shouting
    private const double Shouting = 0.8;

    private static readonly IReadOnlyList<string> FieldNames = ["category", "urgency", "order_id", "summary"];

    private static readonly MessageReader Reader = new(new IntentRecogniser());

    private static readonly IReadOnlyList<Phrase> Pressing =
    [
        new("urgent|urgently|asap|immediately|emergency|critical|desperate|desperately"), new("right now|away"), new("at once"), new("as soon as possible"),
        new("angry|furious|unacceptable|outrageous|ridiculous|scandalous|disgusted|disgusting|fuming|livid|upset|outraged|lawyer|sue|scam|fraud|worst"), new("fed up"), new("last warning|chance"),
    ];

    private static readonly IReadOnlyList<Phrase> Patient =
        [new("no rush|hurry"), new("not urgent"), new("isnt urgent"), new("whenever"), new("when you have|find time"), new("can wait"), new("low priority"), new("just curious|wondering")];

    /// <summary>Whether a form is the one that is written here.</summary>
    /// <param name="form">A JSON Schema.</param>
    public static bool Fits(JsonElement form) =>
        form.ValueKind == JsonValueKind.Object && form.TryGetProperty("properties", out var fields) && fields.ValueKind == JsonValueKind.Object
        && FieldNames.All(name => fields.TryGetProperty(name, out _));

    /// <summary>The label, as JSON.</summary>
    public static string Write(string message) => JsonSerializer.Serialize(new
    {
        category = Reader.Read(message).Select(CategoryOf).FirstOrDefault(x => x is not null) ?? "other",
        urgency = UrgencyOf(message),
        order_id = Mentions.In(message).Orders is [var order, ..] ? order : null,
        summary = Text.Opening(message, SummaryLength),
    });

    private static string? CategoryOf(Clause clause) => (clause.Intent.Intent, clause.Learned?.Name) switch
    {
        (_, "check_refund_policy") or (Intent.PrepareRefund or Intent.RefundStatus or Intent.Return, _) => "refund",
        (Intent.OrderStatus or Intent.Tracking or Intent.OrderDetails or Intent.NextDelivery, _) => "order_status",
        (Intent.Products, _) => "product_question",
        _ => null,
    };

    private static string UrgencyOf(string message)
    {
        var words = Words.Of(message);
        if (Patient.Any(x => x.IndexIn(words) >= 0)) return "low";
        return Pressing.Any(x => x.IndexIn(words) >= 0) || message.Count(x => x == '!') > 1 || IsShouted(message) ? "high" : "medium";
    }

    private static bool IsShouted(string message)
    {
        var letters = message.Where(char.IsLetter).ToList();
        return letters.Count >= FewestLetters && letters.Count(char.IsUpper) > Shouting * letters.Count;
    }
}
