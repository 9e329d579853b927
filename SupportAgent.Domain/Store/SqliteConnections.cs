using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace SupportAgent.Domain.Store;

/// <summary>
/// Sets up each SQLite connection. <c>synchronous=FULL</c>: a commit that returned survives a power loss, which decisions and money need.
/// A lock of another process is waited for by the driver, which asks again every 150 ms for as long as the connection string's timeout says; SQLite's
/// own <c>busy_timeout</c> sleeps whole seconds where the library is built without usleep, as this one is.
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
        var command = ((SqliteConnection)opened).CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;";
        return command;
    }
}
