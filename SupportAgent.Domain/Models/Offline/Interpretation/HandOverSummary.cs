using SupportAgent.Domain.Models.Offline.Memory;
using SupportAgent.Domain.Models.Offline.Understanding;

namespace SupportAgent.Domain.Models.Offline.Interpretation;

/// <summary>Says to a colleague what a conversation was about.</summary>
internal static class HandOverSummary
{
    private const int LongestLine = 300;

    /// <summary>The customer, the order, what was asked, and what waits.</summary>
    /// <param name="request">The wish for a colleague, with its words.</param>
    /// <param name="memory">The conversation before it.</param>
    public static string Of(Request request, ConversationMemory memory)
    {
        var customer = memory.Customer is { } known ? $"Customer: {known.Name ?? known.Id} ({known.Id})." : null;
        var order = (request.Order ?? memory.Order) is { } id ? $"Order: {id}." : null;
        var ticket = memory.Ticket is { } number ? $"Ticket: {number}." : null;
        var waits = memory.Draft?.Text("summary") is { } summary ? $"Waits for approval: {summary}." : null;
        var before = memory.Said.Count > 0 ? $"Asked before: {string.Join(" / ", memory.Said.Select(x => $"\"{Quoted(x)}\""))}." : null;
        return string.Join(' ', new[] { $"A colleague was asked for: \"{Quoted(request.Text ?? "")}\".", customer, order, ticket, before, waits }.OfType<string>());
    }

    private static string Quoted(string text) => Domain.Text.Shorten(text.ReplaceLineEndings(" ").Trim(), LongestLine);
}
