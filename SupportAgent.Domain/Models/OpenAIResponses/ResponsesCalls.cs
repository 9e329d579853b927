using System.Text;
using Microsoft.Extensions.AI;

namespace SupportAgent.Domain.Models.OpenAIResponses;

/// <summary>
/// Puts streamed tool calls together. Fragments belong together by the id of their item; where a server gives none, by their place in the
/// output. The whole text at the end of an item, where there is one, counts more than its fragments.
/// </summary>
internal sealed class ResponsesCalls
{
    private readonly List<Pieces> _calls = [];

    /// <summary>How many there are.</summary>
    public int Count => _calls.Count;

    /// <summary>A call begins.</summary>
    public void Begin(string? item, int place, string? callId, string? name, string? arguments)
    {
        var call = new Pieces(item, place) { CallId = Some(callId), Name = Some(name) };
        call.Arguments.Append(arguments);
        _calls.Add(call);
    }

    /// <summary>A piece of a call's arguments.</summary>
    public void Add(string? item, int place, string? fragment) => (Find(item, place) ?? Begun(item, place)).Arguments.Append(fragment);

    /// <summary>A call's end, with what the server says that it is as a whole; null and empty say nothing.</summary>
    public void End(string? item, int place, string? callId, string? name, string? arguments)
    {
        var call = Find(item, place) ?? Begun(item, place);
        call.CallId ??= Some(callId);
        call.Name ??= Some(name);
        if (!string.IsNullOrEmpty(arguments)) call.Arguments.Clear().Append(arguments);
    }

    /// <summary>The calls in their order. A call without an id gets one, so that its result has something to refer to.</summary>
    public IEnumerable<FunctionCallContent> All(OfferedTools tools) => _calls.OrderBy(x => x.Place).Select(x =>
        tools.Call(x.CallId ?? $"call_{Guid.NewGuid():N}", x.Name ?? "", x.Arguments.ToString()));

    // an id decides alone: some servers give every item the same place
    private Pieces? Find(string? item, int place) =>
        _calls.LastOrDefault(x => Some(item) is not null && x.Item == item) ?? _calls.LastOrDefault(x => x.Place == place && (x.Item is null || Some(item) is null));

    private Pieces Begun(string? item, int place)
    {
        Begin(item, place, null, null, null);
        return _calls[^1];
    }

    private static string? Some(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private sealed class Pieces(string? item, int place)
    {
        public string? Item { get; } = Some(item);

        public int Place => place;

        public string? CallId { get; set; }

        public string? Name { get; set; }

        public StringBuilder Arguments { get; } = new();
    }
}
