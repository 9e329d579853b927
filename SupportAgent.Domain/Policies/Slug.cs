using System.Text;

namespace SupportAgent.Domain.Policies;

/// <summary>A title as it stands in an address: letters and digits in lower case, with one dash for everything between.</summary>
internal static class Slug
{
    private const int Longest = 80;

    /// <summary>The slug; empty when the title has neither a letter nor a digit.</summary>
    public static string Of(string title)
    {
        var slug = new StringBuilder();
        foreach (var letter in title)
        {
            if (slug.Length == Longest) break;
            if (char.IsLetterOrDigit(letter)) slug.Append(char.ToLowerInvariant(letter));
            else if (letter is not ('\'' or '’') && slug.Length > 0 && slug[^1] != '-') slug.Append('-');
        }

        return slug.ToString().TrimEnd('-');
    }
}
