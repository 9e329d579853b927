using System.Text.RegularExpressions;

namespace SupportAgent.Domain.Models.Offline.Understanding;

/// <summary>A whole address in the USA as somebody wrote it: street, city, state and zip code with commas between the lines.</summary>
internal sealed record PostalAddress(string Street, string? Flat, string City, string State, string Zip)
{
    private static readonly Regex Pattern = new(
        @"\b(?<street>\d{1,6}[a-z]?\s+[\p{L}\d][\p{L}\p{M}\d .'’-]{1,60}?)(?:\s*[,\n]\s*(?<flat>(?:apt|apartment|suite|ste|unit|flat|floor|room)\b[^,\n]{0,20}|#\s?\w{1,8}))?\s*[,\n]\s*" +
        @"(?<city>\p{L}[\p{L}\p{M} .'’-]{1,40}?)\s*,?\s+(?<state>[a-z]{2})\s*,?\s+(?<zip>\d{5}(?:-\d{4})?)\b",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase);

    /// <summary>The text without the addresses in it: their cities and streets are no people.</summary>
    public static string Without(string text) => Pattern.Replace(text, " ");

    /// <summary>The address in a text, or null when none is whole.</summary>
    public static PostalAddress? In(string text) => Pattern.Match(text) is { Success: true } match
        ? new(match.Groups["street"].Value.Trim(), match.Groups["flat"] is { Success: true } flat ? flat.Value.Trim() : null, match.Groups["city"].Value.Trim(),
            match.Groups["state"].Value.ToUpperInvariant(), match.Groups["zip"].Value)
        : null;
}
