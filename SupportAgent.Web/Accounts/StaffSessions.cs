using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Store;

namespace SupportAgent.Web.Accounts;

/// <summary>
/// Tells whether a session still counts. A page in the browser can stay open for days; signing out, a new password, other roles or a lock end it
/// everywhere, because each of them changes the account's security stamp, of which the cookie holds a copy.
/// </summary>
public sealed class StaffSessions(SupportStore store, IOptions<IdentityOptions> options, TimeProvider time)
{
    /// <summary>The person with the roles of now; null when the session has ended.</summary>
    public Task<Actor?> FindActorAsync(ClaimsPrincipal session, CancellationToken cancel = default)
    {
        var id = session.FindFirstValue(ClaimTypes.NameIdentifier);
        var stamp = session.FindFirstValue(options.Value.ClaimsIdentity.SecurityStampClaimType);
        return id is null || stamp is null ? Task.FromResult<Actor?>(null) : store.ReadAsync(
            async db => await db.Users.AnyAsync(x => x.Id == id && x.SecurityStamp == stamp, cancel)
                ? await db.FindActorAsync(id, time.GetUtcNow(), cancel)
                : null,
            cancel);
    }
}
