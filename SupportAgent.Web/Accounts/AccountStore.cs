using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Store;

namespace SupportAgent.Web.Accounts;

/// <summary>
/// Lets Identity work within the store's transactions, so that a change of an account and its audit record are kept together or not at all,
/// and a database that can't be reached shows like anywhere else.
/// </summary>
internal sealed class AccountStore(SupportStore store, IServiceScopeFactory scopes)
{
    /// <summary>Runs a query.</summary>
    public Task<T> ReadAsync<T>(Func<UserManager<StaffMember>, Task<T>> query) =>
        store.ReadAsync(db => WithUsersAsync(db, query));

    /// <summary>Runs changes in one transaction. Check first, then change: what was changed is kept unless an exception leaves.</summary>
    public Task<T> WriteAsync<T>(Func<UserManager<StaffMember>, SupportDb, Task<T>> change) =>
        store.WriteAsync(db => WithUsersAsync(db, users => change(users, db)));

    private async Task<T> WithUsersAsync<T>(SupportDb db, Func<UserManager<StaffMember>, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        using var accounts = new UserStore<StaffMember, IdentityRole, SupportDb>(db);
        using var users = ActivatorUtilities.CreateInstance<UserManager<StaffMember>>(scope.ServiceProvider, accounts);
        return await work(users);
    }
}
