using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using SupportAgent.Domain.Store;

namespace SupportAgent.Web.Accounts;

/// <summary>Closes open pages of a session that has ended, within a minute. What a person does is checked at once (<see cref="CurrentActor"/>).</summary>
internal sealed class LiveAuthentication(ILoggerFactory logs, StaffSessions sessions) : RevalidatingServerAuthenticationStateProvider(logs)
{
    internal static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override TimeSpan RevalidationInterval => Interval;

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        try
        {
            return await sessions.FindActorAsync(authenticationState.User, cancellationToken) is not null;
        }
        catch (StoreUnavailableException)
        {
            return true; // a busy database is no reason to throw a person out; each act is checked anyway
        }
    }
}
