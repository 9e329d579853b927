using System.ClientModel;
using System.Collections.Concurrent;

namespace SupportAgent.Domain.Models;

/// <summary>
/// What may be left out of a request to a server of OpenAI's APIs. A server that refuses a part by its name is asked again without, and never sent
/// it again: compatible servers know some of them only.
/// </summary>
internal sealed class OptionalParts(bool strict)
{
    /// <summary>Schemas that the server holds arguments to.</summary>
    public const string Strict = "strict";

    /// <summary>Whether calls may come side by side.</summary>
    public const string ParallelToolCalls = "parallel_tool_calls";

    /// <summary>How freely it writes: models that reason want no such thing.</summary>
    public const string Temperature = "temperature";

    /// <summary>The shape of an answer.</summary>
    public const string ResponseFormat = "response_format";

    /// <summary>What a model thought, sealed.</summary>
    public const string SealedReasoning = "encrypted_content";

    /// <summary>An answer that the server kept.</summary>
    public const string PreviousResponse = "previous_response";

    // under which words servers complain about each
    private static readonly (string Part, string[] Words)[] Complaints =
    [
        (ParallelToolCalls, ["parallel_tool_calls", "parallel tool"]),
        (Temperature, ["temperature"]),
        (SealedReasoning, ["encrypted"]),
        (PreviousResponse, ["previous_response", "previous response"]),
        (ResponseFormat, ["response_format", "text.format", "json_schema"]),
        (Strict, ["strict"]),
    ];

    private readonly ConcurrentDictionary<string, bool> _refused = new(strict ? [] : [new(Strict, true)], StringComparer.Ordinal);

    /// <summary>Whether a part goes along.</summary>
    public bool Takes(string part) => !_refused.ContainsKey(part);

    /// <summary>Whether the same request, without what was complained about, is worth sending. Each part is learnt once, so this ends.</summary>
    /// <param name="refused">The complaint.</param>
    /// <param name="sent">The parts that went along.</param>
    public bool Learn(ClientResultException refused, IReadOnlyCollection<string> sent)
    {
        if (refused.Status is not (400 or 404 or 422 or 501)) return false;
        var complaint = ComplaintOf(refused);
        var part = Complaints.FirstOrDefault(x => sent.Contains(x.Part) && x.Words.Any(word => complaint.Contains(word, StringComparison.OrdinalIgnoreCase))).Part;
        return part is not null && _refused.TryAdd(part, true);
    }

    // compatible servers complain in shapes of their own, of which the package's message holds only some; the body was read with the refusal
    private static string ComplaintOf(ClientResultException refused)
    {
        try
        {
            return $"{refused.Message} {refused.GetRawResponse()?.Content}";
        }
        catch (InvalidOperationException)
        {
            return refused.Message;
        }
    }
}
