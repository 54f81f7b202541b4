using Archon.Bots.Persistence.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Archon.Bots.Persistence.Postgres;

/// <summary>One process per database: an advisory lock of the session, which the server frees whatever ends the process.</summary>
internal sealed class AdvisoryLock(TimeProvider time, ILogger<AdvisoryLock> logger)
{
    /// <summary>Advisory locks are each database's own, so this names the schema: the ASCII of <c>archon_b</c>.</summary>
    internal const long Key = 0x6172_6368_6f6e_5f62;

    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(500);

    /// <summary>Waits for the process that holds the lock, if any, and says so once.</summary>
    /// <returns>The connection that holds it.</returns>
    internal async Task<NpgsqlConnection> TakeAsync(
        Func<CancellationToken, Task<NpgsqlConnection>> open,
        string database,
        CancellationToken cancellationToken
    )
    {
        NpgsqlConnection? connection = null;
        var isWaiting = false;
        try
        {
            while (true)
            {
                try
                {
                    connection ??= await open(cancellationToken);
                    if (await IsTrueAsync(connection, $"SELECT pg_try_advisory_lock({Key})", cancellationToken))
                    {
                        var taken = connection;
                        connection = null;
                        return taken;
                    }
                }
                catch (NpgsqlException) when (isWaiting && connection is not { State: System.Data.ConnectionState.Open })
                {
                    // The server is restarted under us; who waits for another process can wait for that as well.
                    await CloseAsync(connection);
                    connection = null;
                }

                if (!isWaiting)
                {
                    logger.LockWaiting(database);
                    isWaiting = true;
                }

                await Task.Delay(_interval, time, cancellationToken);
            }
        }
        finally
        {
            await CloseAsync(connection);
        }
    }

    /// <summary>Waits for as long as the server may need to see our former connection gone.</summary>
    /// <returns>False: somebody else holds it, or our former connection still does.</returns>
    internal static async Task<bool> RetakeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SET lock_timeout = '2s'";
        await command.ExecuteNonQueryAsync(cancellationToken);
        try
        {
            command.CommandText = $"SELECT pg_advisory_lock({Key})";
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException ex) when (ex.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return false;
        }

        command.CommandText = "RESET lock_timeout";
        await command.ExecuteNonQueryAsync(cancellationToken);
        return true;
    }

    private static async Task<bool> IsTrueAsync(NpgsqlConnection connection, string query, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the texts stand above
        command.CommandText = query;
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private static ValueTask CloseAsync(NpgsqlConnection? connection) => connection?.DisposeAsync() ?? ValueTask.CompletedTask;
}
