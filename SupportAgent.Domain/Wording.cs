using System.Globalization;

namespace SupportAgent.Domain;

/// <summary>Fills in the texts of the resource files, in the way in which the person who looks writes numbers.</summary>
public static class Wording
{
    /// <summary>The text with these values in place of <c>{0}</c>, <c>{1}</c> ….</summary>
    /// <exception cref="FormatException">The text names a value that is not given.</exception>
    public static string With(this string text, params ReadOnlySpan<object?> values) => string.Format(CultureInfo.CurrentCulture, text, values);

    /// <summary>The text for one, or that for any other number, with the number as <c>{0}</c>.</summary>
    public static string Counted(long number, string one, string other) => (number == 1 ? one : other).With(number);
}
