using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using SupportAgent.Domain.Models;
using SupportAgent.Domain.Tools;
using SupportAgent.Tests.Infrastructure;

namespace SupportAgent.Tests.Safety;

/// <summary>A model that asks for anything: tools that it was offered and others, misspelled ones too, with ids that exist and nonsense in their places.</summary>
internal sealed class RandomModel(Dice dice) : IChatClient
{
    private ToolCatalogue? _catalogue;

    /// <summary>What it knows to put into arguments, by their names.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Ids { get; set; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The names that went out with each request.</summary>
    public List<IReadOnlySet<string>> Offered { get; } = [];

    public void Learn(ToolCatalogue catalogue) => _catalogue = catalogue;

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        var offered = (options?.Tools ?? []).Select(x => x.Name).ToHashSet(StringComparer.Ordinal);
        Offered.Add(offered);
        if (dice.Below(4) == 0)
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, "Done, approved and paid.") { FinishReason = ChatFinishReason.Stop };
            yield break;
        }

        var calls = Enumerable.Range(0, 1 + dice.Below(5)).Select(x => Call(dice.Below(5) == 0 ? "same" : $"c{x}", offered)).ToList<AIContent>();
        yield return new ChatResponseUpdate(ChatRole.Assistant, calls) { FinishReason = dice.Below(20) == 0 ? ChatFinishReason.Length : ChatFinishReason.ToolCalls };
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private FunctionCallContent Call(string id, HashSet<string> offered)
    {
        var drafting = offered.Where(x => x.StartsWith("prepare_", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        var tool = dice.Below(4) == 0 || drafting.Count == 0 ? Pick(_catalogue!.All)
            : _catalogue!.Find(Pick(dice.Below(3) > 0 ? drafting : [.. offered.Order(StringComparer.Ordinal)]))!;
        var name = dice.Below(25) == 0 ? tool.Name.ToUpperInvariant() : tool.Name;
        return ArgumentsText.Call(id, name, dice.Below(20) == 0 ? "{\"" : ArgumentsFor(tool));
    }

    private string ArgumentsFor(ToolDefinition tool)
    {
        var arguments = new JsonObject();
        var required = tool.Schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(x => x.GetString()!).ToHashSet(StringComparer.Ordinal) : [];
        foreach (var property in tool.Schema.GetProperty("properties").EnumerateObject())
            if (required.Contains(property.Name) ? dice.Below(30) > 0 : dice.Below(2) == 0) arguments[property.Name] = ValueFor(property.Name, property.Value);
        if (dice.Below(30) == 0) arguments["approved"] = true;
        return arguments.ToJsonString();
    }

    private JsonNode? ValueFor(string name, JsonElement schema)
    {
        if (Ids.TryGetValue(name, out var known) && dice.Below(20) > 0)
            return IsList(schema) ? new JsonArray([.. Enumerable.Range(0, 1 + dice.Below(2)).Select(_ => JsonValue.Create(Pick(known)))]) : JsonValue.Create(Pick(known));
        if (schema.TryGetProperty("enum", out var choices)) return JsonValue.Create(Pick([.. choices.EnumerateArray().Select(x => x.ToString())]));
        return schema.GetProperty("type").ToString() switch
        {
            var type when type.Contains("number", StringComparison.Ordinal) => JsonValue.Create(dice.Below(4) == 0 ? -1m : 0.01m * dice.Below(30_000)),
            var type when type.Contains("boolean", StringComparison.Ordinal) => JsonValue.Create(dice.Below(2) == 0),
            var type when type.Contains("array", StringComparison.Ordinal) => new JsonArray(JsonValue.Create("x")),
            _ => JsonValue.Create(dice.Below(3) == 0 ? "‮<b>\u0000" : $"Text {dice.Below(100)}"),
        };
    }

    private static bool IsList(JsonElement schema) => schema.GetProperty("type").ToString().Contains("array", StringComparison.Ordinal);

    private T Pick<T>(IReadOnlyList<T> things) => things[dice.Below(things.Count)];
}
