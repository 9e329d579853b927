using Microsoft.Extensions.Options;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Audit;

namespace SupportAgent.Web.Accounts;

/// <summary>The accounts to try the app with. They exist in the environment Development only.</summary>
public sealed class DemoAccounts(IOptions<DemoOptions> options, IHostEnvironment environment, IServiceProvider services)
{
    private static readonly IReadOnlyList<DemoAccount> Offered =
    [
        new("agent@example.test", "Alex Agent", Role.Agent, "chats, and confirms small refunds"),
        new("approver@example.test", "Pia Approver", Role.Approver, "confirms refunds of any size"),
        new("admin@example.test", "Dana Admin", Role.Admin, "also sees the audit and the accounts"),
        new("auditor@example.test", "Aura Auditor", Role.Auditor, "sees the audit and nothing else"),
    ];

    /// <summary>Those that can be chosen; empty outside Development.</summary>
    public IReadOnlyList<DemoAccount> All => environment.IsDevelopment() && options.Value.Enabled ? Offered : [];

    internal string? PasswordOf(string email) => All.Any(x => x.Email == email) ? options.Value.Password : null;

    /// <summary>Makes those that are not there yet.</summary>
    internal async Task CreateAsync()
    {
        if (All.Count == 0) return;
        await services.GetRequiredService<AccountStore>().WriteAsync(async (users, db) =>
        {
            foreach (var demo in All)
            {
                if (await users.FindByNameAsync(demo.Email) is not null) continue;
                var account = new StaffMember { UserName = demo.Email, Email = demo.Email, DisplayName = demo.Name };
                AccountOutcome.From(await users.CreateAsync(account, options.Value.Password)).OrThrow();
                AccountOutcome.From(await users.AddToRoleAsync(account, demo.Role)).OrThrow();
                await services.GetRequiredService<AuditLog>().AppendAsync(db, AccountAct.Of("create_account", Actor.System, account, new { roles = new[] { demo.Role } }));
            }

            return true;
        });
    }
}

/// <summary>An account to try the app with.</summary>
/// <param name="Email">With what to sign in.</param>
/// <param name="Name">What colleagues see.</param>
/// <param name="Role">Its one role.</param>
/// <param name="Purpose">What one can do with it.</param>
public sealed record DemoAccount(string Email, string Name, string Role, string Purpose);
