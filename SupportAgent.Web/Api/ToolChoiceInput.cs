using System.Text.Json;
using SupportAgent.Domain;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Web.Api;

/// <summary>Reads <c>tool_choice</c> in the shapes of OpenAI's Chat Completions.</summary>
internal static class ToolChoiceInput
{
    private const string Forms = "tool_choice is \"auto\", \"none\", \"required\", {\"type\":\"function\",\"function\":{\"name\":…}}, or {\"type\":\"allowed_tools\",\"allowed_tools\":{\"mode\":\"auto\",\"tools\":[…]}}.";

    /// <summary>The choice; null where none was given.</summary>
    /// <exception cref="ApiInputException">It has another shape, or names a tool that there is not.</exception>
    public static ToolChoice? Read(JsonElement? input, ToolCatalogue catalogue)
    {
        if (input is not { ValueKind: not JsonValueKind.Null } value) return null;
        try
        {
            return value.ValueKind == JsonValueKind.String ? ReadWord(value.GetString()) : ReadObject(value, catalogue);
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException)
        {
            throw ChatInput.Wrong(Forms);
        }
    }

    private static ToolChoice ReadWord(string? word) => word switch
    {
        "auto" => ToolChoice.Auto,
        "none" => ToolChoice.None,
        "required" => new(ToolChoiceKind.Required, []),
        _ => throw ChatInput.Wrong(Forms),
    };

    private static ToolChoice ReadObject(JsonElement value, ToolCatalogue catalogue)
    {
        var type = value.GetProperty("type").GetString();
        if (type == "function") return new(ToolChoiceKind.Must, [NameIn(value, catalogue)]);
        if (type != "allowed_tools") throw ChatInput.Wrong(Forms);
        var allowed = value.GetProperty("allowed_tools");
        if (allowed.GetProperty("mode").GetString() != "auto") throw ChatInput.Wrong(Forms);
        var names = allowed.GetProperty("tools").EnumerateArray().Select(x => NameIn(x, catalogue)).Distinct(StringComparer.Ordinal).ToList();
        return names.Count is > 0 and <= ToolChoice.MostNames ? new(ToolChoiceKind.Only, names) : throw ChatInput.Wrong($"allowed_tools names 1 to {ToolChoice.MostNames} tools.");
    }

    private static string NameIn(JsonElement tool, ToolCatalogue catalogue)
    {
        var name = tool.GetProperty("function").GetProperty("name").GetString() ?? "";
        return catalogue.Find(name) is { IsOffered: true } ? name : throw ChatInput.Wrong($"There is no tool \"{Text.Shorten(name, 60)}\" to choose. GET /api/tools has them.");
    }
}
