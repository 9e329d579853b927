using Microsoft.Data.Sqlite;

namespace SupportAgent.Domain.Audit;

/// <summary>Where the audit keeps what must not stand in the database.</summary>
/// <param name="Key">The folder of the installation's key.</param>
/// <param name="Checkpoints">The folder of the second copy of the checkpoints.</param>
public sealed record AuditFolders(string Key, string Checkpoints)
{
    /// <summary>Both in one folder.</summary>
    public static AuditFolders In(string folder) => new(folder, folder);

    /// <summary>Both beside the database file of a connection string.</summary>
    public static AuditFolders Beside(string connectionString) => In(Path.GetDirectoryName(new SqliteConnectionStringBuilder(connectionString).DataSource)!);
}
