using Microsoft.AspNetCore.Identity;

namespace SupportAgent.Web.Accounts;

/// <summary>What came of an attempt to change an account: done, or refused with words for a person.</summary>
public readonly record struct AccountOutcome(string? Problem)
{
    /// <summary>Whether it was done.</summary>
    public bool Succeeded => Problem is null;

    /// <summary>It was done.</summary>
    public static AccountOutcome Done => default;

    /// <summary>It was not done, and nothing changed.</summary>
    public static AccountOutcome Refused(string problem) => new(problem);

    internal void OrThrow()
    {
        if (Problem is not null) throw new InvalidOperationException(Problem);
    }

    internal static AccountOutcome From(IdentityResult result) =>
        result.Succeeded ? Done : Refused(string.Join(' ', result.Errors.Select(x => x.Description).Distinct()));
}
