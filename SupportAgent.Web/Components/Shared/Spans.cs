using System.Globalization;
using SupportAgent.Domain;
using SupportAgent.Web.Texts;

namespace SupportAgent.Web.Components.Shared;

/// <summary>Spans of time and small costs as people read them: the units are the same everywhere, the numbers are not.</summary>
internal static class Spans
{
    /// <summary>Such as "12 ms", "3.4 s", "2 min 5 s", "26 h 10 min".</summary>
    public static string Of(TimeSpan span) => span.TotalSeconds switch
    {
        0 => "0 s",
        < 1 => string.Create(CultureInfo.CurrentCulture, $"{span.TotalMilliseconds:0} ms"),
        < 60 => string.Create(CultureInfo.CurrentCulture, $"{span.TotalSeconds:0.#} s"),
        < 3600 => string.Create(CultureInfo.CurrentCulture, $"{span.Minutes} min {span.Seconds} s"),
        _ => string.Create(CultureInfo.CurrentCulture, $"{Math.Floor(span.TotalHours):0} h {span.Minutes} min"),
    };

    /// <summary>Millionths of a US dollar, such as "$0.0123".</summary>
    public static string Cost(long microDollars) => SharedTexts.Dollars.With(microDollars / 1_000_000m);
}
