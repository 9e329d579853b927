using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using SupportAgent.Domain.Access;

namespace SupportAgent.Web.Accounts;

/// <summary>What the cookie says about the signed-in person.</summary>
public static class StaffClaims
{
    /// <summary>The claim with the name that colleagues see.</summary>
    public const string DisplayName = "display_name";

    /// <summary>The claim with the address of the program that uses a token.</summary>
    public const string ClientAddress = "client_address";

    /// <summary>The person of a signed-in session.</summary>
    /// <exception cref="SignedOutException">Nobody is signed in.</exception>
    public static Actor ToActor(this ClaimsPrincipal principal) =>
        principal.FindFirstValue(ClaimTypes.NameIdentifier) is { } id && principal.FindFirstValue(DisplayName) is { } name
            ? new Actor(id, name, principal.FindAll(ClaimTypes.Role).Select(x => x.Value).ToHashSet(StringComparer.Ordinal)) { ClientAddress = principal.FindFirstValue(ClientAddress) }
            : throw new SignedOutException();
}

/// <summary>Adds the display name to the claims that Identity makes.</summary>
internal sealed class StaffClaimsFactory(UserManager<StaffMember> users, RoleManager<IdentityRole> roles, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<StaffMember, IdentityRole>(users, roles, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(StaffMember user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(StaffClaims.DisplayName, user.DisplayName));
        return identity;
    }
}
