using System.Globalization;

namespace SupportAgent.Web.Components.Shared;

/// <summary>Reads what stands in an address, where anybody can write anything.</summary>
internal static class AddressText
{
    /// <summary>The value; null where the text is none.</summary>
    public static T? Read<T>(string? text) where T : struct, IParsable<T> => T.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : null;
}
