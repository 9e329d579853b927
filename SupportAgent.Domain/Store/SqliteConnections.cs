using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace SupportAgent.Domain.Store;

/// <summary>
/// Sets up each SQLite connection. <c>synchronous=FULL</c>: a commit that returned survives a power loss, which decisions and money need.
/// The busy timeout, as long as the connection string's: a writer waits for the other one instead of failing.
/// </summary>
internal sealed class SqliteConnections : DbConnectionInterceptor
{
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = SetUp(connection);
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = SetUp(connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static SqliteCommand SetUp(DbConnection opened)
    {
        var connection = (SqliteConnection)opened;
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // the only thing put in is a number
        command.CommandText = $"PRAGMA busy_timeout={connection.DefaultTimeout * 1000}; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;";
#pragma warning restore CA2100
        return command;
    }
}
