using System.ComponentModel.DataAnnotations;
using SupportAgent.Domain.Access;

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
        Email.Length > EmailLength || !new EmailAddressAttribute().IsValid(Email) ? "Please give a valid e-mail address."
        : string.IsNullOrWhiteSpace(Name) ? "Please give a name."
        : Name.Length > StaffMember.DisplayNameLength ? $"Please give a name of at most {StaffMember.DisplayNameLength} characters."
        : RolesProblem(Roles) ?? PasswordProblem(Password);

    internal static string? PasswordProblem(string password) => password.Length is < ShortestPassword or > LongestPassword
        ? $"Please choose a password of {ShortestPassword} to {LongestPassword} characters."
        : null;

    internal static string? RolesProblem(IReadOnlyCollection<string> roles) =>
        roles.Count == 0 ? "Please choose at least one role."
        : roles.Except(Role.All, StringComparer.Ordinal).FirstOrDefault() is { } unknown ? $"There is no role {unknown}."
        : null;
}
