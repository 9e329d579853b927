using System.Text.Json;
using System.Text.RegularExpressions;

namespace SupportAgent.Domain.Models.Offline.Answers;

/// <summary>Writes a message to a customer from what the assistant said last, in one of three tones.</summary>
internal static partial class ReplyWriter
{
    private const string Field = "reply";
    private const string Nothing = "We are looking into it and will come back to you.";

    /// <summary>Whether a form is the one that is written here.</summary>
    /// <param name="form">A JSON Schema.</param>
    public static bool Fits(JsonElement form) =>
        form.ValueKind == JsonValueKind.Object && form.TryGetProperty("properties", out var fields) && fields.ValueKind == JsonValueKind.Object
        && fields.TryGetProperty(Field, out _) && fields.EnumerateObject().Count() == 1;

    /// <summary>The message in its form, as JSON.</summary>
    /// <param name="request">What was said and done, as JSON.</param>
    public static string Write(string request) => JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal) { [Field] = Compose(request) });

    private static string Compose(string request)
    {
        JsonElement data;
        try
        {
            data = JsonSerializer.Deserialize<JsonElement>(request);
        }
        catch (JsonException)
        {
            return Nothing;
        }

        var facts = FactsOf(data);
        if (facts.Length == 0) facts = Nothing;
        var name = TextOf(data, "customer_name");
        return TextOf(data, "tone") switch
        {
            "short" => facts,
            "formal" => $"{(name.Length > 0 ? $"Dear {name}" : "Dear customer")},\n\nThank you for your message.\n\n{facts}\n\nPlease let us know if you need anything further.\n\nYours sincerely\nCustomer service",
            _ => $"Hi{(name.Length > 0 ? $" {name.Split(' ')[0]}" : "")},\n\nThanks for getting in touch!\n\n{facts}\n\nIf there is anything else, just write to us.\n\nKind regards\nYour customer service",
        };
    }

    // an answer about a draft speaks to the staff of cards and approvals: of those, what was done or is looked at is told
    private static string FactsOf(JsonElement data)
    {
        var said = Items(data, "conversation").Where(x => TextOf(x, "by") == "assistant").ToList();
        var last = said.Select(TurnOf).Concat(Items(data, "actions").Select(TurnOf)).DefaultIfEmpty(-1).Max();
        var actions = Items(data, "actions").Where(x => TurnOf(x) == last).ToList();
        if (actions.Count == 0 && Items(data, "conversation").All(x => TurnOf(x) != last || TextOf(x, "by") == "assistant"))
            actions = [.. Items(data, "actions").TakeLast(1)]; // nobody asked: the outcome of a draft is told
        return actions.Count > 0
            ? string.Join('\n', actions.Select(Sentence).Where(x => x.Length > 0))
            : string.Join("\n\n", said.Where(x => TurnOf(x) == last).Select(x => Plain(TextOf(x, "text"))));
    }

    private static string Sentence(JsonElement action) => TextOf(action, "state") switch
    {
        "executed" => $"This is done: {TextOf(action, "what")}.",
        "awaiting_approval" or "approved" or "executing" => $"We are looking at this for you: {TextOf(action, "what")}. You will hear from us as soon as it is decided.",
        "denied" or "failed" => $"Unfortunately we could not do this: {TextOf(action, "what")}.",
        _ => "",
    };

    private static string Plain(string markdown)
    {
        // where a rule stands is for the staff
        var lines = markdown.Split('\n').Where(x => !x.Contains("](/policies/", StringComparison.Ordinal)).Select(x => x.StartsWith("> ", StringComparison.Ordinal) ? x[2..] : x);
        var text = Link().Replace(string.Join('\n', lines), "${words}");
        text = Emphasis().Replace(text, "");
        text = TableRule().Replace(text, "");
        return Escape().Replace(text, "${mark}").Trim();
    }

    private static IReadOnlyList<JsonElement> Items(JsonElement data, string name) =>
        data.ValueKind == JsonValueKind.Object && data.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array ? [.. items.EnumerateArray().Where(x => x.ValueKind == JsonValueKind.Object)] : [];

    private static string TextOf(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static int TurnOf(JsonElement item) => item.TryGetProperty("turn", out var turn) && turn.TryGetInt32(out var number) ? number : 0;

    [GeneratedRegex(@"\[(?<words>[^\]\n]*)\]\([^)\n]*\)", RegexOptions.NonBacktracking)]
    private static partial Regex Link();

    [GeneratedRegex(@"\*\*|__|`", RegexOptions.NonBacktracking)]
    private static partial Regex Emphasis();

    [GeneratedRegex(@"(?m)^\|[-| :]+\|\n?", RegexOptions.NonBacktracking)]
    private static partial Regex TableRule();

    [GeneratedRegex(@"\\(?<mark>[\\`*_\[\]<>#|~!])", RegexOptions.NonBacktracking)]
    private static partial Regex Escape();
}
