using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace SupportAgent.Domain.Models.Anthropic;

/// <summary>
/// Puts streamed tool calls together: a block begins with id and name, its arguments follow in fragments under the same index. A block that
/// begins at an index again is a new call.
/// </summary>
internal sealed class ToolUseBlocks
{
    private readonly List<Block> _all = [];
    private readonly Dictionary<long, Block?> _open = [];

    /// <summary>Whether a call has begun.</summary>
    public bool Any => _all.Count > 0;

    /// <summary>Begins a block of any kind; only calls are kept.</summary>
    public void Begin(long index, JsonElement block)
    {
        var call = block.TextOf("type") == "tool_use" ? new Block(block.TextOf("id"), block.TextOf("name"), InputOf(block)) : null;
        _open[index] = call;
        if (call is not null)
            _all.Add(call);
    }

    /// <summary>Whether the block at an index is a call.</summary>
    public bool IsOpen(long index) => _open.GetValueOrDefault(index) is not null;

    /// <summary>Adds a fragment of arguments.</summary>
    public void Add(long index, string fragment) => _open[index]!.Arguments.Append(fragment);

    /// <summary>The calls in the order in which they began. A call without an id gets one, so that its result has something to refer to.</summary>
    public IEnumerable<FunctionCallContent> Calls() => _all.Select(call => ArgumentsText.Call(
        string.IsNullOrEmpty(call.Id) ? $"call_{Guid.NewGuid():N}" : call.Id,
        call.Name ?? "",
        call.Arguments.Length > 0 ? call.Arguments.ToString() : call.Input));

    // a call without arguments has no fragments, and some servers send all of them at once
    private static string InputOf(JsonElement block) =>
        block.TryGetProperty("input", out var input) && input.ValueKind != JsonValueKind.Null ? input.GetRawText() : "{}";

    private sealed record Block(string? Id, string? Name, string Input)
    {
        public StringBuilder Arguments { get; } = new();
    }
}
