using Microsoft.AspNetCore.Identity;
using SupportAgent.Domain;
using SupportAgent.Web.Texts;

namespace SupportAgent.Web.Accounts;

/// <summary>What Identity finds wrong with an account, in the language of whoever made it. The rest is found before Identity is asked (<see cref="NewAccount.Problem"/>).</summary>
internal sealed class AccountFaults : IdentityErrorDescriber
{
    /// <inheritdoc />
    public override IdentityError InvalidUserName(string? userName) => new() { Code = nameof(InvalidUserName), Description = AccountTexts.InvalidUserName.With(userName) };
}
