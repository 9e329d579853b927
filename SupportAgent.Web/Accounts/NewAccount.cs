using System.ComponentModel.DataAnnotations;
using SupportAgent.Domain;
using SupportAgent.Domain.Access;
using SupportAgent.Web.Texts;

namespace SupportAgent.Web.Accounts;

/// <summary>What it takes to make an account.</summary>
public sealed record NewAccount(string Email, string Name, string Password, IReadOnlyCollection<string> Roles)
{
    /// <summary>Longest e-mail address.</summary>
    public const int EmailLength = 254;

    /// <summary>Shortest password.</summary>
    public const int ShortestPassword = 12;

    /// <summary>Longest password: hashing a longer one would only cost time.</summary>
    public const int LongestPassword = 128;

    /// <summary>What is wrong with it, in words for a person; null when nothing is.</summary>
    public string? Problem() =>
        Email.Length > EmailLength || !new EmailAddressAttribute().IsValid(Email) ? AccountTexts.GiveValidEmail
        : string.IsNullOrWhiteSpace(Name) ? AccountTexts.GiveName
        : Name.Length > StaffMember.DisplayNameLength ? AccountTexts.GiveShorterName.With(StaffMember.DisplayNameLength)
        : RolesProblem(Roles) ?? PasswordProblem(Password);

    internal static string? PasswordProblem(string password) => password.Length is < ShortestPassword or > LongestPassword
        ? AccountTexts.ChoosePasswordOf.With(ShortestPassword, LongestPassword)
        : null;

    internal static string? RolesProblem(IReadOnlyCollection<string> roles) =>
        roles.Count == 0 ? AccountTexts.ChooseRole
        : roles.Except(Role.All, StringComparer.Ordinal).FirstOrDefault() is { } unknown ? AccountTexts.NoSuchRole.With(unknown)
        : null;
}
