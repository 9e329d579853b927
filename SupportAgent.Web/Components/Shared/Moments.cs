using System.Collections.Concurrent;
using System.Globalization;

namespace SupportAgent.Web.Components.Shared;

/// <summary>Days and times as the person who looks writes them.</summary>
internal static class Moments
{
    private static readonly ConcurrentDictionary<CultureInfo, (string Day, string DayAndYear, string Month)> Patterns = new();

    /// <summary>Such as <c>21 Nov 2026</c>, <c>Nov 21, 2026</c>, <c>21. Nov. 2026</c>.</summary>
    public static string Day(DateTimeOffset at) => at.ToString(Here.DayAndYear, CultureInfo.CurrentCulture);

    /// <summary>Such as <c>21 Nov</c>.</summary>
    public static string DayOfYear(DateTimeOffset at) => at.ToString(Here.Day, CultureInfo.CurrentCulture);

    /// <summary>Such as <c>Nov 2026</c>.</summary>
    public static string Month(DateTimeOffset at) => at.ToString(Here.Month, CultureInfo.CurrentCulture);

    /// <summary>Such as <c>14:30</c> or <c>2:30 PM</c>.</summary>
    public static string Time(DateTimeOffset at) => at.ToString("t", CultureInfo.CurrentCulture);

    /// <summary>Such as <c>21 Nov, 14:30</c>; with the year where it is not this one.</summary>
    public static string DayAndTime(DateTimeOffset at, DateTimeOffset now) => at.Year == now.Year ? $"{DayOfYear(at)}, {Time(at)}" : Day(at);

    private static (string Day, string DayAndYear, string Month) Here => Patterns.GetOrAdd(CultureInfo.CurrentCulture, PatternsOf);

    // .NET has each culture's long forms only: the month is cut to its short name, the weekday goes with what parts it from the rest
    private static (string Day, string DayAndYear, string Month) PatternsOf(CultureInfo culture)
    {
        var format = culture.DateTimeFormat;
        var at = format.LongDatePattern.IndexOf("dddd", StringComparison.Ordinal);
        var day = at < 0 ? format.LongDatePattern : format.LongDatePattern.Remove(at, "dddd".Length);
        return (Short(format.MonthDayPattern), Short(day), Short(format.YearMonthPattern));
    }

    private static string Short(string pattern) =>
        pattern.Replace("MMMM", "MMM", StringComparison.Ordinal).Replace("dd", "d", StringComparison.Ordinal).Trim(' ', ',', '.', '،', '\u00A0');
}
