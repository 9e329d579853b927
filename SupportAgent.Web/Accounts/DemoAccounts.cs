using Microsoft.Extensions.Options;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Audit;
using SupportAgent.Web.Texts;

namespace SupportAgent.Web.Accounts;

/// <summary>The accounts to try the app with. They exist in the environment Development only.</summary>
public sealed class DemoAccounts(IOptions<DemoOptions> options, IHostEnvironment environment, IServiceProvider services)
{
    // made anew each time, because the purposes are in the language of whoever asks
    private static IReadOnlyList<DemoAccount> Offered =>
    [
        new("agent@example.test", "Alex Agent", Role.Agent, AccountTexts.DemoAgent),
        new("approver@example.test", "Pia Approver", Role.Approver, AccountTexts.DemoApprover),
        new("admin@example.test", "Dana Admin", Role.Admin, AccountTexts.DemoAdmin),
        new("auditor@example.test", "Aura Auditor", Role.Auditor, AccountTexts.DemoAuditor),
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
