using System.Text.RegularExpressions;

namespace SupportAgent.Domain.Shop.Changes;

/// <summary>Whether an address can be delivered to, as far as its form tells.</summary>
internal static partial class AddressRules
{
    /// <summary>Null when it is complete and plausible; else the sentence that says what is wrong.</summary>
    public static string? WhyNot(Address address)
    {
        var missing = new[] { ("address1", address.Address1), ("city", address.City), ("state", address.State), ("country", address.Country), ("zip", address.Zip) }
            .Where(x => x.Item2.Length == 0).Select(x => x.Item1).ToList();
        if (missing.Count > 0) return $"The address is not complete: {string.Join(", ", missing)} missing.";
        var lines = new[] { address.Address1, address.Address2, address.City, address.State, address.Zip, address.Country };
        if (lines.Any(x => x.Length > Address.LineLength || x.Any(char.IsControl))) return $"A line of the address is too long ({Address.LineLength} characters are possible) or holds characters that no label can show.";
        if (address.Country is not ("USA" or "US")) return "The shop delivers within the USA only; country must be USA.";
        if (!State().IsMatch(address.State)) return $"\"{Text.Shorten(address.State, 20)}\" is no US state: it has two letters, such as CA.";
        return Zip().IsMatch(address.Zip) ? null : $"\"{Text.Shorten(address.Zip, 20)}\" is no US zip code: it has five digits, such as 90210.";
    }

    /// <summary>An address from what was given, without blanks around its lines.</summary>
    public static Address Of(string address1, string? address2, string city, string state, string country, string zip) =>
        new(address1.Trim(), address2?.Trim() ?? "", city.Trim(), state.Trim().ToUpperInvariant(), zip.Trim(), country.Trim().ToUpperInvariant() is "US" ? "USA" : country.Trim().ToUpperInvariant());

    [GeneratedRegex(@"^[A-Z]{2}\z", RegexOptions.NonBacktracking)]
    private static partial Regex State();

    [GeneratedRegex(@"^[0-9]{5}(?:-[0-9]{4})?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Zip();
}
