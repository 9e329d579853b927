using System.Globalization;
using SupportAgent.Web.Components.Shared;
using SupportAgent.Web.Hosting;
using Xunit;

namespace SupportAgent.Tests.Components;

public sealed class MomentsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 14, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("en-GB", "21 Nov 2026", "21 Nov", "21 Nov, 14:30")]
    [InlineData("en-US", "Nov 21, 2026", "Nov 21", "Nov 21, 2:30 PM")]
    [InlineData("de-DE", "21. Nov. 2026", "21. Nov.", "21. Nov., 14:30")]
    [InlineData("fr-FR", "21 nov. 2026", "21 nov.", "21 nov., 14:30")]
    [InlineData("ja-JP", "2026年11月21日", "11月21日", "11月21日, 14:30")]
    public void Days_and_times_are_written_as_the_reader_writes_them(string reader, string day, string dayOfYear, string dayAndTime)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(reader);
        Assert.Equal(day, Moments.Day(Now));
        Assert.Equal(dayOfYear, Moments.DayOfYear(Now));
        // ICU parts the time from AM and PM by a narrow space
        Assert.Equal(dayAndTime, Moments.DayAndTime(Now, Now).Replace('\u202F', ' '));
        Assert.Equal(day, Moments.DayAndTime(Now, Now.AddYears(1)));
    }

    [Fact]
    public void Every_region_that_can_be_chosen_writes_days_with_day_month_and_year() => Assert.All(Languages.Choices, culture =>
    {
        CultureInfo.CurrentCulture = culture;
        Assert.Contains("21", Moments.Day(Now), StringComparison.Ordinal);
        Assert.Contains("2026", Moments.Day(Now), StringComparison.Ordinal);
        Assert.DoesNotContain("Sat", Moments.Day(Now), StringComparison.Ordinal);
    });

    [Theory]
    [InlineData("Europe/Berlin", "Europe/Berlin")]
    [InlineData("Etc/GMT+5", "Etc/GMT+5")]
    [InlineData(null, "UTC")]
    [InlineData("", "UTC")]
    [InlineData("Nowhere/Land", "UTC")]
    [InlineData("/etc/passwd", "UTC")]
    [InlineData("../../../etc/passwd", "UTC")]
    [InlineData("Europe/Berlin\0", "UTC")]
    public void A_time_zone_is_one_that_is_known_whatever_the_browser_names(string? name, string zone) => Assert.Equal(zone, Zones.Of(name).Id);
}
