using System.Globalization;
using SupportAgent.Domain.Texts;

namespace SupportAgent.Domain;

/// <summary>Fills in the texts of the resource files, in the way in which the person who looks writes numbers.</summary>
public static class Wording
{
    /// <summary>The text with these values in place of <c>{0}</c>, <c>{1}</c> ….</summary>
    /// <exception cref="FormatException">The text names a value that is not given.</exception>
    public static string With(this string text, params ReadOnlySpan<object?> values) => string.Format(CultureInfo.CurrentCulture, text, values);

    /// <summary>The text for one, or that for any other number, with the number as <c>{0}</c>.</summary>
    public static string Counted(long number, string one, string other) => (number == 1 ? one : other).With(number);

    /// <summary>Such as "Alex and Pia"; empty for none.</summary>
    public static string Joined(IEnumerable<string> parts) => parts.Aggregate("", (before, next) => before.Length == 0 ? next : WordingTexts.Both.With(before, next));

    /// <summary>A text as it is stored: the same for everybody, whatever the language of the person who leads to it.</summary>
    public static string? ForRecord(Func<string?> write)
    {
        var (ways, language) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
            return write();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (ways, language);
        }
    }
}
