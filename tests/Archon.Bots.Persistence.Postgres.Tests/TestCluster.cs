using System.Collections.Concurrent;
using Npgsql;

namespace Archon.Bots.Persistence.Postgres.Tests;

/// <summary>The PostgreSQL server that <c>./test</c> starts; each test has a database of its own on it.</summary>
internal static class TestCluster
{
    private const string Variable = "ARCHON_BOTS_TEST_POSTGRES";

    // Not by the function's own time-out: it looks only each 100 ms.
    private const string Terminate = """
        DO $$ BEGIN
            LOOP
                PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid();
                EXIT WHEN NOT FOUND;
                PERFORM pg_sleep(0.002);
                PERFORM pg_stat_clear_snapshot();
            END LOOP;
        END $$;
        """;

    private static readonly ConcurrentBag<string> _free = [];
    private static readonly Lazy<Task<string>> _migrated = new(MakeMigratedAsync);

    /// <summary>As its superuser, in the database for administration.</summary>
    internal static string ConnectionString =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } value
            ? value
            : throw new InvalidOperationException(
                $"{Variable} names no server. Run the tests by ./test, which starts one; or set it to an Npgsql connection string of a superuser."
            );

    /// <summary>Its connection string, for that database.</summary>
    internal static string Of(string database) =>
        new NpgsqlConnectionStringBuilder(ConnectionString) { Database = database, Pooling = false }.ConnectionString;

    internal static async Task<string> CreateEmptyAsync()
    {
        var name = NewName();
        await ExecuteAsync($"CREATE DATABASE {name}");
        return name;
    }

    /// <summary>An empty database at the newest schema. Used again and again, for Npgsql learns a database's types when it sees it first.</summary>
    internal static async Task<string> RentAsync()
    {
        if (_free.TryTake(out var known))
        {
            // Not TRUNCATE: it makes new files, and costs ten times as much for a few rows.
            await ExecuteAsync(
                Terminate
                    + """
                    SET session_replication_role = replica;
                    DO $$ DECLARE emptied regclass; BEGIN
                        FOR emptied IN SELECT c.oid FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'archon_bots'::regnamespace
                            AND c.relname <> '__EFMigrationsHistory'
                        LOOP EXECUTE 'DELETE FROM ' || emptied; END LOOP;
                    END $$
                    """,
                known
            );
            return known;
        }

        var name = NewName();
        await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {await _migrated.Value}");
        return name;
    }

    internal static void Return(string database) => _free.Add(database);

    internal static Task DropAsync(string database) => ExecuteAsync($"DROP DATABASE IF EXISTS {database} WITH (FORCE)");

    internal static async Task ExecuteAsync(string sql, string database = "postgres")
    {
        await using var connection = new NpgsqlConnection(Of(database));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the texts are the tests' own
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Ends the sessions of the servers under test on that database.</summary>
    internal static Task TerminateAsync(string database) => ExecuteAsync(Terminate, database);

    private static string NewName() => $"test_{Guid.CreateVersion7():N}";

    private static async Task<string> MakeMigratedAsync()
    {
        var name = await CreateEmptyAsync();
        await using (var services = TestServer.Create(Of(name), TimeProvider.System))
        {
            await TestServer.StartAsync(services, CancellationToken.None);
        }

        // What a start has written is of that start.
        await ExecuteAsync("DELETE FROM archon_bots.leases; DELETE FROM archon_bots.meta", name);
        return name;
    }
}
