using System.Text.Json;

namespace SupportAgent.Web.Components.Shared;

/// <summary>Names of states as people read them.</summary>
internal static class Words
{
    /// <summary>Such as "Not delivered" for <c>NotDelivered</c>.</summary>
    public static string Of<T>(T value) where T : struct, Enum
    {
        var words = JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()).Replace('_', ' ');
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    /// <summary>The state that an address names; null when it names none.</summary>
    public static T? Parse<T>(string? text) where T : struct, Enum => Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : null;
}
