using Npgsql;

namespace Archon.Bots.Persistence.Postgres;

/// <summary>What we want of each connection, whatever the settings say.</summary>
internal static class PostgresConnections
{
    /// <summary>
    /// The server drops us, and our lock with us, 10 s after our machine has vanished; Linux would wait for two hours. No effect on a socket file.
    /// </summary>
    internal const string KeepAlive =
        "SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 1; SET tcp_keepalives_count = 5; SET tcp_user_timeout = 10000";

    /// <summary>Unit: statements. More than the stores have, each in a few combinations of types.</summary>
    private const int MaxPrepared = 400;

    internal static NpgsqlConnectionStringBuilder Complete(string connectionString)
    {
        var address = new NpgsqlConnectionStringBuilder(connectionString)
        {
            // Closing must end the session, and free the lock with it.
            Pooling = false,
            SearchPath = PostgresEngine.Schema,
            MaxAutoPrepare = MaxPrepared,
            AutoPrepareMinUsages = 2,
            TcpKeepAlive = true,
            TcpKeepAliveTime = 5,
            TcpKeepAliveInterval = 1,
            Enlist = false,
            IncludeErrorDetail = false,
        };
        address.ApplicationName ??= "archon-bots";
        address.Database ??= address.Username;
        return address;
    }

    /// <summary>For people.</summary>
    internal static string Place(NpgsqlConnectionStringBuilder address) =>
        address.Host!.StartsWith('/') ? address.Host : $"{address.Host}:{address.Port}";
}
