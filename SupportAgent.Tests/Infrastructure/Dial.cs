using System.Globalization;

namespace SupportAgent.Tests.Infrastructure;

/// <summary>Numbers that a person can set for a longer run, by environment variables.</summary>
internal static class Dial
{
    /// <summary>The number that a variable says, or the usual one.</summary>
    public static int Of(string variable, int usual) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;
}
