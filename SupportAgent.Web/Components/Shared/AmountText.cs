using System.Globalization;

namespace SupportAgent.Web.Components.Shared;

/// <summary>Amounts that a person types, in major units and with the decimal sign of their region.</summary>
internal static class AmountText
{
    /// <summary>
    /// The amount; null where the text is none. A sign that groups digits is not taken: <c>1.250</c> is a thousand to some and one and a quarter to others.
    /// </summary>
    public static decimal? Read(string? text) => decimal.TryParse(text?.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.CurrentCulture, out var amount) ? amount : null;

    /// <summary>An amount as it would be typed, such as <c>12.5</c> or <c>12,5</c>.</summary>
    public static string Write(decimal amount) => amount.ToString(CultureInfo.CurrentCulture);
}
