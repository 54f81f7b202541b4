using Npgsql;

namespace Archon.Bots.Bench.InProcess;

/// <summary>A new database: a file in a folder of its own, or one on the server that was named.</summary>
internal sealed class BenchDatabase : IAsyncDisposable
{
    private readonly NpgsqlConnectionStringBuilder? _server;
    private readonly string _name = $"bench_{Guid.CreateVersion7():N}";

    private BenchDatabase(string? postgres) =>
        _server = postgres is null ? null : new NpgsqlConnectionStringBuilder(postgres) { Pooling = false };

    public string Folder { get; } = Directory.CreateTempSubdirectory("archon-bench-").FullName;

    /// <summary>Its connection string; null: SQLite.</summary>
    public string? Postgres =>
        _server is null ? null : new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Database = _name }.ConnectionString;

    /// <summary>The form that the server takes from its environment.</summary>
    public string? PostgresUrl =>
        _server is null
            ? null
            : $"postgres://{_server.Username}:{Uri.EscapeDataString(_server.Password ?? "")}@{_server.Host}:{_server.Port}/{_name}?sslmode=disable";

    /// <param name="postgres">A server's connection string; null: SQLite.</param>
    public static async Task<BenchDatabase> CreateAsync(string? postgres)
    {
        var database = new BenchDatabase(postgres);
        await database.OnServerAsync($"CREATE DATABASE {database._name}");
        return database;
    }

    public async ValueTask DisposeAsync()
    {
        await OnServerAsync($"DROP DATABASE {_name} WITH (FORCE)");
        Directory.Delete(Folder, recursive: true);
    }

    private async Task OnServerAsync(string sql)
    {
        if (_server is null)
        {
            return;
        }

        await using var connection = new NpgsqlConnection(_server.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the texts stand above
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
