namespace SupportAgent.Domain.Models.Offline.Understanding;

/// <summary>Status, priority and assignee of tickets in everyday words, as the tools name them.</summary>
internal static class TicketTerms
{
    private const string ClosedWords = "closed|resolved|done|finished|solved";

    private static readonly IReadOnlyList<(string Name, Phrase Phrase)> Statuses =
        [.. Say("waiting", "waiting"), .. Say("closed", ClosedWords), .. Say("open", "open|unresolved")];

    private static readonly IReadOnlyList<(string Name, Phrase Phrase)> Priorities =
        [.. Say("urgent", "urgent|urgently|critical"), .. Say("high", "high|important"), .. Say("low", "low"), .. Say("normal", "normal")];

    // what is said beside the wish, such as "the customer is waiting", must not change the ticket
    private static readonly IReadOnlyList<(string Name, Phrase Phrase)> NewStatuses =
    [
        .. Say("open", "reopen", "to|as|status open", "open ... again"),
        .. Say("waiting", "to|as|on|status waiting|wait|hold"),
        .. Say("closed", "close|resolve|finish #ticket|ticket|it|this|that", $"to|as|status {ClosedWords}"),
    ];

    private static readonly IReadOnlyList<(string Name, Phrase Phrase)> NewPriorities =
        [.. Priorities.SelectMany(x => Say(x.Name, [.. x.Phrase.Vocabulary.SelectMany(word => new[] { $"to|as|priority {word}", $"make ... {word}", $"{word} priority" })]))];

    private static readonly IReadOnlyList<(string Name, Phrase Phrase)> Assignees =
    [
        .. Say("nobody", "unassigned|nobody|nobodys", "not|without assigned|assignee"),
        .. Say("me", "assigned me|myself", "my|mine", "i have|handle"),
    ];

    private static readonly IReadOnlyList<(string Name, Phrase Phrase)> NewAssignees =
        [.. Say("nobody", "unassign", "to|assignee nobody"), .. Say("me", "assign|reassign|give ... me|myself", "take over|it|#ticket")];

    private static readonly Phrase[] Customers = [new("her|his|their|them|him"), new("the|this|that|same customer|client|customers|clients")];

    private static readonly Phrase[] Orders = [new("it|its"), new("the|this|that|same order|one")];

    /// <summary>The status that a ticket should get.</summary>
    public static string? NewStatus(string text) => First(NewStatuses, text);

    /// <summary>The priority that a ticket should get.</summary>
    public static string? NewPriority(string text) => First(NewPriorities, text);

    /// <summary>Who should look after a ticket: an e-mail address, <c>me</c> or <c>nobody</c>.</summary>
    public static string? NewAssignee(string text) => Identifiers.Email(text) ?? First(NewAssignees, text);

    /// <summary>A status, whatever is said about it.</summary>
    public static string? Status(string text) => First(Statuses, text);

    /// <summary>A priority, whatever is said about it.</summary>
    public static string? Priority(string text) => First(Priorities, text);

    /// <summary>Whose tickets are wanted: <c>me</c> or <c>nobody</c>.</summary>
    public static string? Assignee(string text) => First(Assignees, text);

    /// <summary>What the tickets that are wanted are about, where it is only pointed at.</summary>
    public static Pointer About(string text)
    {
        var words = Words.Of(text);
        return Customers.Any(x => x.IndexIn(words) >= 0) ? Pointer.Customer : Orders.Any(x => x.IndexIn(words) >= 0) ? Pointer.Order : Pointer.None;
    }

    private static string? First(IReadOnlyList<(string Name, Phrase Phrase)> entries, string text)
    {
        var words = Words.Of(text);
        return entries.FirstOrDefault(entry => entry.Phrase.IndexIn(words) >= 0).Name;
    }

    private static IEnumerable<(string Name, Phrase Phrase)> Say(string name, params string[] phrases) => phrases.Select(phrase => (name, new Phrase(phrase)));
}
