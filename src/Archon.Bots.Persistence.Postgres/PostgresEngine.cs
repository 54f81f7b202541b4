using System.Data;
using System.Data.Common;
using System.Net.Sockets;
using Archon.Bots.Core.Nodes;
using Archon.Bots.Persistence.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Archon.Bots.Persistence.Postgres;

/// <remarks>
/// The connection that writes is the one that holds the lock: when it is lost the lock is lost with it, and there is no moment in which
/// we could write without it (ADR 0011).
/// </remarks>
internal sealed class PostgresEngine(string connectionString, AdvisoryLock advisoryLock, Node node) : DatabaseEngine
{
    internal const string Schema = "archon_bots";

    /// <summary>Kept in step with the newest file in Migrations/ by a test.</summary>
    internal const string Newest = "20261123110402_Threads";

    private const string HistoryTable = "__EFMigrationsHistory";

    private readonly NpgsqlConnectionStringBuilder _address = PostgresConnections.Complete(connectionString);
    private NpgsqlConnection? _locked;

    internal override string Description => $"PostgreSQL database {_address.Database} at {PostgresConnections.Place(_address)}";

    internal override string NewestMigration => Newest;

    internal override string HistoryTableQuery => $"""SELECT to_regclass('{Schema}."{HistoryTable}"')::text""";

    internal override SqlText RowLock { get; } = new("FOR UPDATE");

    internal override string WayOut(Exception failure) => PostgresFailures.WayOut(failure, _address);

    internal override async Task LockAsync(CancellationToken cancellationToken) =>
        _locked = await advisoryLock.TakeAsync(OpenToWriteAsync, Description, cancellationToken);

    internal override async Task<DbConnection> OpenAsync(bool toWrite, CancellationToken cancellationToken)
    {
        if (!toWrite)
        {
            return await OpenAsync("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY", cancellationToken);
        }

        return Interlocked.Exchange(ref _locked, null) ?? await RetakeAsync(cancellationToken);
    }

    /// <summary>Untyped NULLs forbid to prepare by hand; Npgsql prepares what it sees twice by itself, per combination of types.</summary>
    internal override Task PrepareAsync(DbCommand command) => Task.CompletedTask;

    internal override ValueTask<DbTransaction> BeginWriteAsync(DbConnection connection) =>
        connection.BeginTransactionAsync(IsolationLevel.ReadCommitted);

    /// <summary>Npgsql's own way to set one travels with the next statement.</summary>
    internal override Task SaveAsync(SqlSession session) => session.Transaction!.SaveAsync(Savepoint);

    /// <summary>Not at all: it would be a round trip. They nest, and the commit takes them all.</summary>
    internal override Task ReleaseAsync(SqlSession session) => Task.CompletedTask;

    internal override ValueTask<DbTransaction> BeginReadAsync(DbConnection connection) =>
        connection.BeginTransactionAsync(IsolationLevel.RepeatableRead);

    /// <summary>Asked for first: CREATE SCHEMA IF NOT EXISTS wants the right to make one even where it is there.</summary>
    internal override async Task PrepareMigrationAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenToWriteAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"SELECT 1 FROM pg_namespace WHERE nspname = '{Schema}'", connection);
        if (await command.ExecuteScalarAsync(cancellationToken) is null)
        {
            command.CommandText = $"CREATE SCHEMA {Schema}";
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    internal override bool IsOutage(DbException failure) => PostgresFailures.IsOutage(failure);

    internal override object ToParameter(DateTimeOffset time) => time.ToUniversalTime();

    internal override DateTimeOffset ReadTime(DbDataReader reader, int column) => reader.GetFieldValue<DateTimeOffset>(column);

    internal override void Configure(DbContextOptionsBuilder options) =>
        options
            .UseNpgsql(
                _address.ConnectionString,
                npgsql =>
                    npgsql.MigrationsAssembly(typeof(PostgresEngine).Assembly.GetName().Name).MigrationsHistoryTable(HistoryTable, Schema)
            )
            .UseSnakeCaseNamingConvention();

    internal override void Configure(ModelConfigurationBuilder conventions) { }

    internal override void Configure(ModelBuilder model) => model.HasDefaultSchema(Schema);

    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _locked, null) is { } connection)
        {
            await connection.DisposeAsync();
        }
    }

    /// <summary>After our connection was lost. As long as our lease stands nobody else has worked here since.</summary>
    private async Task<NpgsqlConnection> RetakeAsync(CancellationToken cancellationToken)
    {
        var connection = await OpenToWriteAsync(cancellationToken);
        try
        {
            var isOurs = await AdvisoryLock.RetakeAsync(connection, cancellationToken);
            if (node.HasJoined && !await HasLeaseAsync(connection, cancellationToken))
            {
                throw new DatabaseTakenException();
            }

            return isOurs ? connection : throw new NpgsqlException("its lock is held by another connection");
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task<bool> HasLeaseAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT 1 FROM leases WHERE node = $1", connection);
        command.Parameters.AddWithValue(node.Identity.RunId);
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    /// <summary>An acknowledged message must survive a power loss of the server, also where the server's default is to trade that for speed.</summary>
    private Task<NpgsqlConnection> OpenToWriteAsync(CancellationToken cancellationToken) =>
        OpenAsync(
            "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'",
            cancellationToken
        );

    private async Task<NpgsqlConnection> OpenAsync(string setUp, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(_address.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the texts stand above
            command.CommandText = $"{PostgresConnections.KeepAlive}; {setUp}";
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch (Exception ex)
        {
            await connection.DisposeAsync();
            if (ex is SocketException or TimeoutException)
            {
                throw new NpgsqlException($"Failed to connect to {PostgresConnections.Place(_address)}: {ex.Message}", ex);
            }

            throw;
        }
    }
}
