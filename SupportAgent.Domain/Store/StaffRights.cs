using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Access;

namespace SupportAgent.Domain.Store;

/// <summary>Rights as they are at this moment, not as they were at sign-in.</summary>
public static class StaffRights
{
    /// <summary>
    /// The person with the roles of now; null when the account is gone or an admin has locked it. The pause after failed sign-ins does not
    /// count: anybody could cause it for a person who is at work.
    /// </summary>
    public static async Task<Actor?> FindActorAsync(this SupportDb db, string personId, DateTimeOffset now, CancellationToken cancel = default)
    {
        var account = await db.Users.AsNoTracking().Where(x => x.Id == personId).Select(x => new { x.DisplayName, x.LockoutEnd }).FirstOrDefaultAsync(cancel);
        if (account is null || IsLocked(account.LockoutEnd, now)) return null;
        var roles = await db.UserRoles.Where(x => x.UserId == personId).Join(db.Roles, x => x.RoleId, x => x.Id, (_, role) => role.Name!).ToListAsync(cancel);
        return new Actor(personId, account.DisplayName, roles.ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>Whether an admin has locked an account.</summary>
    /// <param name="lockoutEnd">Until when signing in is closed, if it is.</param>
    /// <param name="now">The present moment.</param>
    public static bool IsLocked(DateTimeOffset? lockoutEnd, DateTimeOffset now) => lockoutEnd >= LockedFrom(now);

    /// <summary>An end later than this is no pause but the lock of an admin.</summary>
    public static DateTimeOffset LockedFrom(DateTimeOffset now) => now.AddYears(1);
}
