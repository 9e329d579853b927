using Microsoft.AspNetCore.Components.Authorization;
using SupportAgent.Domain.Access;

namespace SupportAgent.Web.Accounts;

/// <summary>The signed-in person of this page.</summary>
public sealed class CurrentActor(AuthenticationStateProvider authentication, StaffSessions sessions)
{
    /// <summary>Who it is at this moment, with the roles of now: ask again before each act.</summary>
    /// <exception cref="SignedOutException">Nobody is signed in any more.</exception>
    public async Task<Actor> GetAsync() =>
        await sessions.FindActorAsync((await authentication.GetAuthenticationStateAsync()).User) ?? throw new SignedOutException();
}
