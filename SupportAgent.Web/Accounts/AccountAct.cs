using System.Text.Json;
using SupportAgent.Domain;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Audit;

namespace SupportAgent.Web.Accounts;

/// <summary>How acts on accounts are audited.</summary>
internal static class AccountAct
{
    /// <summary>An act of a person, or of the app, on an account.</summary>
    public static AuditEntry Of(string action, Actor by, StaffMember account, object? details = null) => new(AuditKind.Account, action, "succeeded", by.Id.Length == 0 ? "system" : "person", by)
    {
        Arguments = JsonSerializer.Serialize(new { account = account.Email, details }, Json.Options),
    };

    /// <summary>An attempt to sign in to an account that there is not. What was typed may be a password in the wrong field, so only an e-mail address is kept.</summary>
    public static AuditEntry UnknownSignIn(string email) => new(AuditKind.Account, "sign_in", "rejected", "person", new Actor("", "Unknown", new HashSet<string>()))
    {
        Code = "not_found",
        Arguments = JsonSerializer.Serialize(new { account = System.Net.Mail.MailAddress.TryCreate(email, out _) ? email : null }, Json.Options),
    };

    /// <summary>An act of a person on his or her own account.</summary>
    public static AuditEntry Of(string action, StaffMember by, StaffMember account) => Of(action, new Actor(by.Id, by.DisplayName, new HashSet<string>()), account);
}
