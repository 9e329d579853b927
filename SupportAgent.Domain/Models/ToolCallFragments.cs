using System.Text;
using Microsoft.Extensions.AI;

namespace SupportAgent.Domain.Models;

/// <summary>
/// Puts streamed tool calls together. Fragments belong together by index; id and name come once, usually in the first.
/// Some servers give every call the index 0 and only a new id: that begins a new call too.
/// </summary>
internal sealed class ToolCallFragments
{
    private readonly List<Pieces> _calls = [];

    /// <summary>Adds one fragment as it arrived; anything but the index may be missing.</summary>
    public void Add(int index, string? id, string? name, string? arguments)
    {
        var call = _calls.LastOrDefault(call => call.Index == index);
        if (call is null || (!string.IsNullOrEmpty(id) && call.Id is not null && call.Id != id))
        {
            call = new Pieces(index);
            _calls.Add(call);
        }

        call.Id ??= string.IsNullOrEmpty(id) ? null : id;
        call.Name ??= string.IsNullOrEmpty(name) ? null : name;
        call.Arguments.Append(arguments);
    }

    /// <summary>The calls in their order. A call without an id gets one, so that its result has something to refer to.</summary>
    public IEnumerable<FunctionCallContent> Calls(OfferedTools tools) => _calls.OrderBy(call => call.Index).Select(call =>
        tools.Call(call.Id ?? $"call_{Guid.NewGuid():N}", call.Name ?? "", call.Arguments.ToString()));

    private sealed class Pieces(int index)
    {
        public int Index => index;

        public string? Id { get; set; }

        public string? Name { get; set; }

        public StringBuilder Arguments { get; } = new();
    }
}
