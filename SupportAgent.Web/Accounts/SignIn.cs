using Microsoft.AspNetCore.Identity;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Store;
using SupportAgent.Web.Texts;

namespace SupportAgent.Web.Accounts;

/// <summary>Begins and ends sessions, and counts failed attempts.</summary>
internal sealed class SignIn(AccountStore accounts, SignInManager<StaffMember> session, IPasswordHasher<StaffMember> hasher, AuditLog audit, DemoAccounts demo)
{
    /// <summary>The one answer to every failed attempt: it does not tell whether there is such an account, or whether it is locked.</summary>
    public static string Refusal => AccountTexts.SignInFailed;

    // takes as long to compare as any other, so that the time does not tell which accounts exist
    private static readonly StaffMember Nobody = new() { DisplayName = "" };
    private static readonly Lazy<string> NobodysHash = new(() => new PasswordHasher<StaffMember>().HashPassword(Nobody, Guid.NewGuid().ToString()));

    /// <summary>Begins a session.</summary>
    /// <returns>False when it was refused, for whatever reason.</returns>
    /// <exception cref="StoreUnavailableException">Nothing was counted.</exception>
    public async Task<bool> WithPasswordAsync(string email, string password)
    {
        if (email.Length > NewAccount.EmailLength || password.Length > NewAccount.LongestPassword) return false;

        // hashing takes long on purpose: not while the write lock is held
        var known = await accounts.ReadAsync(users => users.FindByNameAsync(email));
        var matches = hasher.VerifyHashedPassword(known ?? Nobody, known?.PasswordHash ?? NobodysHash.Value, password) != PasswordVerificationResult.Failed;
        if (known is null)
        {
            await accounts.WriteAsync(async (_, db) =>
            {
                await audit.AppendAsync(db, AccountAct.UnknownSignIn(email));
                return true;
            });
            return false;
        }

        var person = await accounts.WriteAsync(async (users, db) => await AdmitAsync(users, db, known, matches));
        if (person is null) return false;
        await session.SignInAsync(person, isPersistent: false);
        return true;
    }

    /// <summary>Begins a session of a demo account without asking for the password.</summary>
    /// <returns>False where there is no such demo account.</returns>
    public Task<bool> AsDemoAsync(string email) => demo.PasswordOf(email) is { } password ? WithPasswordAsync(email, password) : Task.FromResult(false);

    /// <summary>Ends all sessions of the person, so that a copied cookie is worth nothing.</summary>
    public async Task OutAsync(string personId)
    {
        await accounts.WriteAsync(async (users, db) =>
        {
            if (await users.FindByIdAsync(personId) is not { } person) return false;
            await users.UpdateSecurityStampAsync(person);
            await audit.AppendAsync(db, AccountAct.Of("sign_out", person, person));
            return true;
        });
        await session.SignOutAsync();
    }

    private async Task<StaffMember?> AdmitAsync(UserManager<StaffMember> users, SupportDb db, StaffMember known, bool matches)
    {
        if (await users.FindByIdAsync(known.Id) is not { } person) return null;
        if (await users.IsLockedOutAsync(person))
        {
            await audit.AppendAsync(db, AccountAct.Of("sign_in", person, person) with { Outcome = "rejected", Code = "locked" });
            return null;
        }

        // the password was changed since it was compared
        if (person.PasswordHash != known.PasswordHash) return null;
        if (!matches)
        {
            await users.AccessFailedAsync(person);
            await audit.AppendAsync(db, AccountAct.Of("sign_in", person, person) with { Outcome = "rejected" });
            return null;
        }

        await users.ResetAccessFailedCountAsync(person);
        await audit.AppendAsync(db, AccountAct.Of("sign_in", person, person));
        return person;
    }
}
