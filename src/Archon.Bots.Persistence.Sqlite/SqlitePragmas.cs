using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Archon.Bots.Persistence.Sqlite;

/// <summary>What SQLite forgets with each connection.</summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    /// <summary>Unit: seconds. How long a write waits for another connection's: the console's, or a backup's.</summary>
    internal const int BusySeconds = 5;

    /// <summary>FULL: an acknowledged message must survive a power loss, which NORMAL does not promise in WAL mode.</summary>
    internal const string All =
        "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = All;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection,
        ConnectionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        await using var command = connection.CreateCommand();
        command.CommandText = All;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
