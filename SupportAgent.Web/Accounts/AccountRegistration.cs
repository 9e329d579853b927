using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Store;

namespace SupportAgent.Web.Accounts;

/// <summary>Registers accounts and sessions.</summary>
internal static class AccountRegistration
{
    public static void AddAccounts(this IServiceCollection services)
    {
        services.AddOptions<DemoOptions>()
            .BindConfiguration("Demo", o => o.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations().ValidateOnStart();

        services.AddIdentityCore<StaffMember>(options =>
        {
            options.User.RequireUniqueEmail = true;
            options.Lockout.MaxFailedAccessAttempts = 5;
            options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
            // length is what counts: https://pages.nist.gov/800-63-4/sp800-63b.html#passwordver
            options.Password.RequiredLength = NewAccount.ShortestPassword;
            options.Password.RequireDigit = options.Password.RequireLowercase = options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
        })
            .AddRoles<IdentityRole>().AddEntityFrameworkStores<SupportDb>().AddSignInManager().AddClaimsPrincipalFactory<StaffClaimsFactory>().AddErrorDescriber<AccountFaults>();
        services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = LiveAuthentication.Interval);

        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.ConfigureApplicationCookie(options =>
        {
            options.Cookie.Name = "SupportAgent";
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.LoginPath = "/sign-in";
            options.AccessDeniedPath = "/denied";
            options.ReturnUrlParameter = "returnUrl";
            options.Events.OnRedirectToAccessDenied = Access.DenyAsync;
            options.ExpireTimeSpan = TimeSpan.FromHours(12);
            options.SlidingExpiration = true;
        });
        // whatever is not opened is closed; and a page that says nothing more is for those who work with customers
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build())
            .SetDefaultPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireRole(Role.Staff).Build())
            .AddPolicy(Access.SignedIn, x => x.RequireAuthenticatedUser())
            .AddPolicy(Access.Audit, x => x.RequireRole(Access.AuditRoles));
        services.AddCascadingAuthenticationState();

        services.AddSingleton<StaffSessions>().AddSingleton<AccountStore>().AddSingleton<DemoAccounts>().AddSingleton<SetUp>();
        services.AddScoped<AuthenticationStateProvider, LiveAuthentication>().AddScoped<CurrentActor>().AddScoped<Roles>().AddScoped<SignIn>().AddScoped<AccountDesk>();
    }
}
