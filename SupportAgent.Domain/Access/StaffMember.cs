using Microsoft.AspNetCore.Identity;

namespace SupportAgent.Domain.Access;

/// <summary>An account of a person who works with the app. E-mail and user name are the same.</summary>
public sealed class StaffMember : IdentityUser
{
    /// <summary>Longest display name.</summary>
    public const int DisplayNameLength = 80;

    /// <summary>The name that colleagues see beside messages and decisions.</summary>
    public required string DisplayName { get; set; }
}
