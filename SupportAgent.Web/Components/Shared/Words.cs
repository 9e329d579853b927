using System.Globalization;
using SupportAgent.Web.Texts;

namespace SupportAgent.Web.Components.Shared;

/// <summary>Names of states as people read them.</summary>
internal static class Words
{
    /// <summary>Such as "Not delivered" for <c>NotDelivered</c>, from the text <c>RefundReason_NotDelivered</c>.</summary>
    public static string Of<T>(T value) where T : struct, Enum =>
        StateTexts.ResourceManager.GetString($"{typeof(T).Name}_{value}", CultureInfo.CurrentUICulture) ?? value.ToString();

    /// <summary>The state that an address names; null when it names none.</summary>
    public static T? Parse<T>(string? text) where T : struct, Enum => Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : null;
}
