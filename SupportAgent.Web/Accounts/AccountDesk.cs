using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Store;
using SupportAgent.Web.Texts;

namespace SupportAgent.Web.Accounts;

/// <summary>What admins do with accounts, and everybody with his or her own. Each act is audited in the transaction that does it.</summary>
internal sealed class AccountDesk(AccountStore accounts, SupportStore store, AuditLog audit, TimeProvider time)
{
    /// <summary>Most accounts that a list shows.</summary>
    public const int MaxRows = 500;

    /// <summary>All accounts, by name.</summary>
    public Task<IReadOnlyList<AccountRow>> ListAsync(CancellationToken cancel = default) => store.ReadAsync<IReadOnlyList<AccountRow>>(async db =>
    {
        var people = await db.Users.OrderBy(x => x.DisplayName).ThenBy(x => x.Id).Take(MaxRows)
            .Select(x => new { x.Id, x.DisplayName, x.Email, x.LockoutEnd }).ToListAsync(cancel);
        var roles = await db.UserRoles.Join(db.Roles, x => x.RoleId, x => x.Id, (user, role) => new { user.UserId, role.Name }).ToListAsync(cancel);
        var byPerson = roles.ToLookup(x => x.UserId, x => x.Name!, StringComparer.Ordinal);
        var now = time.GetUtcNow();
        return [.. people.Select(x => new AccountRow(x.Id, x.DisplayName, x.Email!, [.. Role.All.Intersect(byPerson[x.Id], StringComparer.Ordinal)], StaffRights.IsLocked(x.LockoutEnd, now)))];
    }, cancel);

    /// <summary>An admin makes an account.</summary>
    public Task<AccountOutcome> CreateAsync(Actor admin, NewAccount account) => accounts.WriteAsync(async (users, db) =>
        await RefuseUnlessAdminAsync(db, admin) ?? await CreateAsync(users, db, admin, account));

    /// <summary>Makes the first account, if there is none yet.</summary>
    public Task<AccountOutcome> CreateFirstAsync(NewAccount account) => accounts.WriteAsync(async (users, db) =>
        await db.Users.AnyAsync() ? AccountOutcome.Refused(AccountTexts.ExistsAlready) : await CreateAsync(users, db, Actor.System, account));

    /// <summary>An admin gives an account these roles and no others. It ends its sessions, so that they count at once.</summary>
    public Task<AccountOutcome> SetRolesAsync(Actor admin, string personId, IReadOnlyCollection<string> roles) =>
        ChangeAsync(admin, personId, "set_roles", before => new { before, roles }, async (users, db, person) =>
        {
            if (NewAccount.RolesProblem(roles) is { } problem) return AccountOutcome.Refused(problem);
            if (!roles.Contains(Role.Admin) && await IsLastAdminAsync(db, personId)) return LastAdmin;
            var had = await users.GetRolesAsync(person);
            var outcome = AccountOutcome.From(await users.RemoveFromRolesAsync(person, had.Except(roles, StringComparer.Ordinal)));
            return outcome.Succeeded ? AccountOutcome.From(await users.AddToRolesAsync(person, roles.Except(had, StringComparer.Ordinal))) : outcome;
        });

    /// <summary>An admin locks an account for good, or opens it again.</summary>
    public Task<AccountOutcome> SetLockedAsync(Actor admin, string personId, bool locked) =>
        ChangeAsync(admin, personId, locked ? "lock_account" : "unlock_account", _ => null, async (users, db, person) =>
        {
            if (locked && personId == admin.Id) return AccountOutcome.Refused(AccountTexts.NotYourOwn);
            if (locked && await IsLastAdminAsync(db, personId)) return LastAdmin;
            return AccountOutcome.From(await users.SetLockoutEndDateAsync(person, locked ? DateTimeOffset.MaxValue : null));
        });

    /// <summary>An admin gives an account a new password.</summary>
    public Task<AccountOutcome> SetPasswordAsync(Actor admin, string personId, string password) =>
        ChangeAsync(admin, personId, "set_password", _ => null, (users, _, person) => ReplacePasswordAsync(users, person, password));

    /// <summary>A person chooses a new password.</summary>
    public Task<AccountOutcome> ChangeOwnPasswordAsync(string personId, string current, string password) => accounts.WriteAsync(async (users, db) =>
    {
        if (await users.FindByIdAsync(personId) is not { } person) return AccountOutcome.Refused(AccountTexts.Gone);
        if (!await users.CheckPasswordAsync(person, current)) return AccountOutcome.Refused(AccountTexts.PresentIsAnother);
        var outcome = await ReplacePasswordAsync(users, person, password);
        if (outcome.Succeeded) await audit.AppendAsync(db, AccountAct.Of("change_password", person, person));
        return outcome;
    });

    private static AccountOutcome LastAdmin => AccountOutcome.Refused(AccountTexts.LastAdmin);

    private async Task<AccountOutcome> CreateAsync(UserManager<StaffMember> users, SupportDb db, Actor by, NewAccount account)
    {
        if (account.Problem() is { } problem) return AccountOutcome.Refused(problem);
        if (await users.FindByNameAsync(account.Email) is not null) return AccountOutcome.Refused(AccountTexts.EmailTaken);
        var person = new StaffMember { UserName = account.Email, Email = account.Email, DisplayName = account.Name };
        var outcome = AccountOutcome.From(await users.CreateAsync(person, account.Password));
        if (!outcome.Succeeded) return outcome;
        AccountOutcome.From(await users.AddToRolesAsync(person, account.Roles)).OrThrow();
        await audit.AppendAsync(db, AccountAct.Of("create_account", by, person, new { account.Roles }));
        return AccountOutcome.Done;
    }

    private Task<AccountOutcome> ChangeAsync(Actor admin, string personId, string action, Func<IList<string>, object?> details, Func<UserManager<StaffMember>, SupportDb, StaffMember, Task<AccountOutcome>> change) =>
        accounts.WriteAsync(async (users, db) =>
        {
            if (await RefuseUnlessAdminAsync(db, admin) is { } refusal) return refusal;
            if (await users.FindByIdAsync(personId) is not { } person) return AccountOutcome.Refused(AccountTexts.Gone);
            var before = await users.GetRolesAsync(person);
            var outcome = await change(users, db, person);
            if (!outcome.Succeeded) return outcome;
            await users.UpdateSecurityStampAsync(person);
            await audit.AppendAsync(db, AccountAct.Of(action, admin, person, details(before)));
            return AccountOutcome.Done;
        });

    private static async Task<AccountOutcome> ReplacePasswordAsync(UserManager<StaffMember> users, StaffMember person, string password)
    {
        if (NewAccount.PasswordProblem(password) is { } problem) return AccountOutcome.Refused(problem);
        await users.RemovePasswordAsync(person);
        // throws, because the old one is removed already and must come back
        AccountOutcome.From(await users.AddPasswordAsync(person, password)).OrThrow();
        return AccountOutcome.Done;
    }

    private async Task<AccountOutcome?> RefuseUnlessAdminAsync(SupportDb db, Actor admin) =>
        await db.FindAdminAsync(admin.Id, time.GetUtcNow()) is null ? AccountOutcome.Refused(AccountTexts.OnlyAdmins) : null;

    private async Task<bool> IsLastAdminAsync(SupportDb db, string personId)
    {
        var forGood = StaffRights.LockedFrom(time.GetUtcNow());
        var others = db.UserRoles.Where(x => x.UserId != personId)
            .Join(db.Roles.Where(x => x.Name == Role.Admin), x => x.RoleId, x => x.Id, (user, _) => user.UserId)
            .Join(db.Users.Where(x => x.LockoutEnd == null || x.LockoutEnd < forGood), id => id, x => x.Id, (id, _) => id);
        return !await others.AnyAsync();
    }
}

/// <summary>An account as lists show it.</summary>
public sealed record AccountRow(string Id, string Name, string Email, IReadOnlyList<string> Roles, bool IsLocked);
