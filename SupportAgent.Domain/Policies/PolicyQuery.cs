using System.Text.RegularExpressions;

namespace SupportAgent.Domain.Policies;

/// <summary>
/// Somebody's words as expressions of the full-text search. Each word is quoted and holds only letters and digits, so that the search's own
/// syntax in it (quotes, stars, NEAR, column names) stands for nothing.
/// </summary>
internal static partial class PolicyQuery
{
    private const int MostWords = 24;

    // words of every question, and those that name the whole library: they would only blur the order of what is found
    private static readonly HashSet<string> Common = [.. """
        a about after all am an and any anything are as at be been before by can could customer customers did do does for from get gets give has have he her him
        his how i if in is it its itself many may me much must my need needs of on once or our out please policies policy rule rules say says shall she should so
        somebody someone something tell that the their them then there these they this those to us want wants was we were what whats when where whether which who
        whom why will with would you your
        """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>Finds what holds every telling word, and what holds any; null when there is none to look for.</summary>
    public static (string All, string Any)? Of(string text)
    {
        var words = Word().Matches(text.ToLowerInvariant()).Select(x => x.Value).Where(IsTelling).Distinct(StringComparer.Ordinal).ToList();
        var quoted = words.Take(MostWords).Select(x => $"\"{x}\"").ToList();
        return quoted.Count == 0 ? null : (string.Join(" AND ", quoted), string.Join(" OR ", quoted));
    }

    // a single letter is what is left of "don't" or "customer's"
    private static bool IsTelling(string word) => (word.Length > 1 || char.IsDigit(word[0])) && !Common.Contains(word);

    [GeneratedRegex(@"[\p{L}\p{N}][\p{L}\p{N}\p{M}]*", RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
