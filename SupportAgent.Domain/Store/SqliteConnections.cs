using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace SupportAgent.Domain.Store;

/// <summary>
/// Sets up each SQLite connection. <c>synchronous=FULL</c>: a commit that returned survives a power loss, which decisions and money need;
/// <c>busy_timeout</c>: a writer waits for the other one instead of failing.
/// </summary>
internal sealed class SqliteConnections : DbConnectionInterceptor
{
    private const string Pragmas = "PRAGMA busy_timeout=5000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
