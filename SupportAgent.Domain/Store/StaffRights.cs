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

    /// <summary>As <see cref="FindActorAsync"/>, but null as well when the person does not work with customers.</summary>
    public static async Task<Actor?> FindStaffAsync(this SupportDb db, string personId, DateTimeOffset now, CancellationToken cancel = default) =>
        await db.FindActorAsync(personId, now, cancel) is { IsStaff: true } person ? person : null;

    /// <summary>As <see cref="FindActorAsync"/>, but null as well when the person is no admin.</summary>
    public static async Task<Actor?> FindAdminAsync(this SupportDb db, string personId, DateTimeOffset now, CancellationToken cancel = default) =>
        await db.FindActorAsync(personId, now, cancel) is { } person && person.IsIn(Role.Admin) ? person : null;

    /// <summary>The id of the account that an e-mail address names; null where there is none.</summary>
    public static Task<string?> FindAccountIdAsync(this SupportDb db, string email, CancellationToken cancel = default)
    {
        var name = email.Trim().ToUpperInvariant();
        return db.Users.Where(x => x.NormalizedUserName == name || x.NormalizedEmail == name).Select(x => (string?)x.Id).FirstOrDefaultAsync(cancel);
    }

    /// <summary>The people who work with customers and whose accounts no admin has locked, by name; at most <paramref name="count"/>.</summary>
    public static async Task<IReadOnlyList<StaffName>> ListPeopleAsync(this SupportDb db, DateTimeOffset now, int count, CancellationToken cancel = default)
    {
        var forGood = LockedFrom(now);
        var staff = db.UserRoles.Where(x => db.Roles.Any(role => role.Id == x.RoleId && Role.Staff.Contains(role.Name!))).Select(x => x.UserId);
        return await db.Users.Where(x => x.Email != null && (x.LockoutEnd == null || x.LockoutEnd < forGood) && staff.Contains(x.Id))
            .OrderBy(x => x.DisplayName).ThenBy(x => x.Id).Take(count)
            .Select(x => new StaffName(x.Id, x.DisplayName, x.Email!)).ToListAsync(cancel);
    }

    /// <summary>Whether an admin has locked an account.</summary>
    /// <param name="lockoutEnd">Until when signing in is closed, if it is.</param>
    /// <param name="now">The present moment.</param>
    public static bool IsLocked(DateTimeOffset? lockoutEnd, DateTimeOffset now) => lockoutEnd >= LockedFrom(now);

    /// <summary>An end later than this is no pause but the lock of an admin.</summary>
    public static DateTimeOffset LockedFrom(DateTimeOffset now) => now.AddYears(1);
}

/// <summary>A person with an account.</summary>
/// <param name="Id">The account's id.</param>
/// <param name="Name">The name that people see.</param>
/// <param name="Email">The e-mail address.</param>
public sealed record StaffName(string Id, string Name, string Email);
