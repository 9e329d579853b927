using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using SupportAgent.Domain.Access;

namespace SupportAgent.Web.Accounts;

/// <summary>Who may open what: names of policies for pages. A page with no more than <c>[Authorize]</c> is for <see cref="Role.Staff"/>.</summary>
internal static class Access
{
    /// <summary>Anybody who is signed in.</summary>
    public const string SignedIn = "SignedIn";

    /// <summary>Those who read the audit.</summary>
    public const string Audit = "Audit";

    /// <summary>The roles of <see cref="Audit"/>.</summary>
    public static IReadOnlyList<string> AuditRoles { get; } = [Role.Admin, Role.Auditor];

    /// <summary>Leads somebody who reads the audit alone from the first page to it, and everybody else to a page that says no.</summary>
    public static Task DenyAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.Redirect(context.Request.Path == "/" && context.HttpContext.User.IsInRole(Role.Auditor) ? "/audit" : context.RedirectUri);
        return Task.CompletedTask;
    }
}
