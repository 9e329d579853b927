namespace SupportAgent.Web.Components.Shared;

/// <summary>The time zone that a browser names.</summary>
internal static class Zones
{
    private const int LongestName = 64;

    /// <summary>Such as that of "Europe/Berlin"; coordinated time for a name that is not known. It comes from a cookie, and the system looks a name up as a file.</summary>
    public static TimeZoneInfo Of(string? name) =>
        name is { Length: > 0 and <= LongestName } && name[0] != '/' && name.All(x => char.IsAsciiLetterOrDigit(x) || x is '/' or '_' or '-' or '+') && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            ? zone
            : TimeZoneInfo.Utc;
}
