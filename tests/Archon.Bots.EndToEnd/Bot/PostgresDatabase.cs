using System.Data.Common;
using Npgsql;

namespace Archon.Bots.EndToEnd.Bot;

/// <summary>A database of the world's own on the server that <c>./test</c> starts.</summary>
internal sealed class PostgresDatabase : BotDatabase
{
    private const string Variable = "ARCHON_BOTS_TEST_POSTGRES";

    private readonly NpgsqlConnectionStringBuilder _server;
    private readonly string _name = $"world_{Guid.CreateVersion7():N}";

    private PostgresDatabase(string server) => _server = new NpgsqlConnectionStringBuilder(server) { Pooling = false };

    /// <summary>The form that hosting companies hand out.</summary>
    public string Url =>
        $"postgres://{_server.Username}:{Uri.EscapeDataString(_server.Password ?? "")}@{_server.Host}:{_server.Port}/{_name}?sslmode=disable";

    public static async Task<PostgresDatabase> CreateAsync()
    {
        var server =
            Environment.GetEnvironmentVariable(Variable)
            ?? throw new InvalidOperationException($"{Variable} names no server. Run the tests by ./test, which starts one and sets this.");
        var database = new PostgresDatabase(server);
        await database.OnServerAsync($"CREATE DATABASE {database._name}");
        return database;
    }

    /// <summary>What a restart of the database server does to a bot.</summary>
    public Task CutConnectionsAsync() =>
        OnServerAsync($"SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '{_name}'");

    public override void AddTo(IDictionary<string, string> environment) => environment["DATABASE_URL"] = Url;

    public override Task RemoveAsync() => OnServerAsync($"DROP DATABASE {_name} WITH (FORCE)");

    protected override DbConnection Open(bool toWrite)
    {
        var address = new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Database = _name, SearchPath = "archon_bots" };
        var connection = new NpgsqlConnection(address.ConnectionString);
        connection.Open();
        return connection;
    }

    private async Task OnServerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_server.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the texts are the tests' own
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
