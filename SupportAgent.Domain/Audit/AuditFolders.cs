namespace SupportAgent.Domain.Audit;

/// <summary>Where the audit keeps what must not stand in the database.</summary>
/// <param name="Key">The folder of the installation's key.</param>
/// <param name="Checkpoints">The folder of the second copy of the checkpoints.</param>
public sealed record AuditFolders(string Key, string Checkpoints);
