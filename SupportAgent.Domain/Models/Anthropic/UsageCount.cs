using System.Text.Json;
using Microsoft.Extensions.AI;

namespace SupportAgent.Domain.Models.Anthropic;

/// <summary>
/// Counts tokens. The API repeats what it has counted so far; callers add up what they get. So each number is told once, as soon as it is known:
/// an answer that breaks off has cost its input too.
/// </summary>
internal sealed class UsageCount
{
    private long _input;
    private long _cached;
    private long _output;

    /// <summary>What an event adds to the count in its <c>usage</c>; null when nothing.</summary>
    public UsageContent? Add(IReadOnlyDictionary<string, JsonElement> part)
    {
        if (part.PartOf("usage") is not { } usage)
            return null;
        var cached = usage.NumberOf("cache_read_input_tokens");
        var details = new UsageDetails
        {
            InputTokenCount = More(ref _input, usage.NumberOf("input_tokens") + usage.NumberOf("cache_creation_input_tokens") + cached),
            OutputTokenCount = More(ref _output, usage.NumberOf("output_tokens")),
            CachedInputTokenCount = More(ref _cached, cached),
        };
        details.TotalTokenCount = details.InputTokenCount + details.OutputTokenCount;
        return details.TotalTokenCount > 0 ? new UsageContent(details) : null;
    }

    private static long More(ref long known, long now)
    {
        var more = Math.Max(0, now - known);
        known += more;
        return more;
    }
}
