using SupportAgent.Domain.Access;
using SupportAgent.Web.Texts;

namespace SupportAgent.Web.Components.Shared;

/// <summary>Names of roles as people read them.</summary>
internal static class RoleWords
{
    /// <summary>Such as "approver"; a role that is not known, as it is.</summary>
    /// <param name="role">One of <see cref="Role.All"/>.</param>
    public static string Of(string role) => role switch
    {
        Role.Agent => SharedTexts.RoleAgent,
        Role.Approver => SharedTexts.RoleApprover,
        Role.Admin => SharedTexts.RoleAdmin,
        Role.Auditor => SharedTexts.RoleAuditor,
        _ => role,
    };
}
