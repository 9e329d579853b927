namespace SupportAgent.Domain.Access;

/// <summary>Who acts. It comes from the session or the API token, never from the model or from arguments.</summary>
/// <param name="Id">The account's id; empty for the system itself.</param>
/// <param name="Name">The name that people see.</param>
/// <param name="Roles">The roles at this moment.</param>
public sealed record Actor(string Id, string Name, IReadOnlySet<string> Roles)
{
    /// <summary>The app itself: expiry, recovery. It has no right to decide anything.</summary>
    public static Actor System { get; } = new("", "System", new HashSet<string>(StringComparer.Ordinal));

    /// <summary>The address of the program, where one acts through the API.</summary>
    public string? ClientAddress { get; init; }

    /// <summary>Whether the actor works with customers: has one of <see cref="Role.Staff"/>.</summary>
    public bool IsStaff => Role.Staff.Any(Roles.Contains);

    /// <summary>Whether the actor has at least one of the roles.</summary>
    public bool IsIn(params ReadOnlySpan<string> roles)
    {
        foreach (var role in roles)
            if (Roles.Contains(role)) return true;
        return false;
    }
}
