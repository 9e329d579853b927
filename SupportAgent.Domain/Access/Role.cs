namespace SupportAgent.Domain.Access;

/// <summary>The roles that an account can have. Each is a claim of the signed-in person.</summary>
public static class Role
{
    /// <summary>Chats with the agent and confirms small amounts.</summary>
    public const string Agent = "agent";

    /// <summary>Also decides about amounts above the staff limit.</summary>
    public const string Approver = "approver";

    /// <summary>Also reads the audit and looks after accounts.</summary>
    public const string Admin = "admin";

    /// <summary>Reads the audit, and by this role alone nothing else of the app.</summary>
    public const string Auditor = "auditor";

    /// <summary>The roles of those who work with customers. Whoever has none of them gets to nothing but the audit.</summary>
    public static IReadOnlyList<string> Staff { get; } = [Agent, Approver, Admin];

    /// <summary>All roles, least rights first.</summary>
    public static IReadOnlyList<string> All { get; } = [Agent, Approver, Admin, Auditor];
}
