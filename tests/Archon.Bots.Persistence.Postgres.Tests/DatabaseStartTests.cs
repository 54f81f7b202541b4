using Archon.Bots.Core.Health;
using Archon.Bots.Core.Nodes;
using Archon.Bots.Core.Settings;
using Archon.Bots.Persistence.Storage;
using Archon.Bots.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Archon.Bots.Persistence.Postgres.Tests;

public sealed class DatabaseStartTests : IAsyncLifetime
{
    private const string Password = "canary-7f3a";

    private string _database = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _database = await TestCluster.CreateEmptyAsync();

    public async ValueTask DisposeAsync() => await TestCluster.DropAsync(_database);

    [Fact]
    public async Task The_first_start_makes_schema_and_identity()
    {
        await using var services = TestServer.Create(TestCluster.Of(_database), TimeProvider.System);

        await TestServer.StartAsync(services, Token);

        Assert.NotEmpty(services.GetRequiredService<Node>().Identity.DatabaseId);
        Assert.Equal([new HealthPart("database", IsUp: true, "")], services.GetRequiredService<HealthParts>().All);
        Assert.Equal(["archon_bots"], await SchemasAsync());
    }

    [Fact]
    public async Task A_later_start_is_another_run_on_the_same_database_and_migrates_nothing()
    {
        var first = await RunAsync();
        using var logs = new RecordedEvents();

        var second = await RunAsync(logs);

        Assert.Equal(first.DatabaseId, second.DatabaseId);
        Assert.NotEqual(first.RunId, second.RunId);
        Assert.DoesNotContain("database.migration_started", logs.Names);
    }

    [Fact]
    public async Task The_model_has_no_change_without_a_migration()
    {
        await using var services = TestServer.Create(TestCluster.Of(_database), TimeProvider.System);
        await using var context = services.GetRequiredService<BotContexts>().Create();

        Assert.False(context.Database.HasPendingModelChanges());
        Assert.Equal(PostgresEngine.Newest, context.Database.GetMigrations().Last());
    }

    [Fact]
    public async Task A_migration_says_what_it_did()
    {
        await using var services = TestServer.Create(TestCluster.Of(_database), TimeProvider.System);
        var first = await services.MigrateDatabaseAsync(Token);
        await using var later = TestServer.Create(TestCluster.Of(_database), TimeProvider.System);
        await services.DisposeAsync();

        var second = await later.MigrateDatabaseAsync(Token);

        Assert.Contains($"{_database} at", first, StringComparison.Ordinal);
        Assert.EndsWith($"is at schema {PostgresEngine.Newest} now.", first, StringComparison.Ordinal);
        Assert.EndsWith("nothing was changed.", second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_left_alone()
    {
        await RunAsync();
        await TestCluster.ExecuteAsync(
            """INSERT INTO archon_bots."__EFMigrationsHistory" VALUES ('99990101000000_Later', '99.0.0')""",
            _database
        );

        var refused = await Assert.ThrowsAsync<SettingsException>(() => RunAsync());

        Assert.Contains("newer version", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schema_that_was_made_for_a_user_without_rights_on_the_database_is_enough()
    {
        var user = await MakeUserAsync();
        await TestCluster.ExecuteAsync($"CREATE SCHEMA archon_bots AUTHORIZATION {user}", _database);

        var identity = await RunAsync(Of(address => (address.Username, address.Password) = (user, Password)));

        Assert.NotEmpty(identity.DatabaseId);
    }

    [Fact]
    public async Task Who_may_not_make_the_schema_is_told_how_to_let_him()
    {
        var user = await MakeUserAsync();

        await RefusedAsync(
            address => (address.Username, address.Password) = (user, Password),
            $"GRANT CREATE ON DATABASE \"{_database}\" TO \"{user}\""
        );
    }

    [Fact]
    public Task A_wrong_password_is_named_with_the_way_out() =>
        RefusedAsync(address => address.Password = Password, "user and password in DATABASE_URL");

    [Fact]
    public Task A_database_that_is_not_there_is_named_with_the_way_out() =>
        RefusedAsync(address => address.Database = "nowhere", "createdb nowhere");

    [Fact]
    public Task A_server_that_is_not_there_is_named_with_the_way_out() =>
        RefusedAsync(address => (address.Host, address.Port) = ("127.0.0.1", 1), "Does the server run");

    [Fact]
    public Task A_host_that_is_not_there_is_named_with_the_way_out() =>
        RefusedAsync(address => address.Host = "nowhere.invalid", "Does the server run");

    private async Task RefusedAsync(Action<NpgsqlConnectionStringBuilder> change, string wayOut)
    {
        var refused = await Assert.ThrowsAsync<SettingsException>(() => RunAsync(Of(change)));

        Assert.StartsWith("The PostgreSQL database ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(wayOut, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
        Assert.DoesNotContain(Password, refused.Message, StringComparison.Ordinal);
    }

    private string Of(Action<NpgsqlConnectionStringBuilder> change)
    {
        var address = new NpgsqlConnectionStringBuilder(TestCluster.Of(_database));
        change(address);
        return address.ConnectionString;
    }

    private Task<NodeIdentity> RunAsync(RecordedEvents? logs = null) => RunAsync(TestCluster.Of(_database), logs);

    private static async Task<NodeIdentity> RunAsync(string connectionString, RecordedEvents? logs = null)
    {
        await using var services = TestServer.Create(connectionString, TimeProvider.System, logs);
        await TestServer.StartAsync(services, Token);
        return services.GetRequiredService<Node>().Identity;
    }

    /// <summary>Somebody who may connect, and nothing else.</summary>
    private async Task<string> MakeUserAsync()
    {
        var user = _database + "_user";
        await TestCluster.ExecuteAsync($"CREATE ROLE {user} LOGIN PASSWORD '{Password}'");
        return user;
    }

    private async Task<IReadOnlyList<string>> SchemasAsync()
    {
        await using var connection = new NpgsqlConnection(TestCluster.Of(_database));
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand(
            "SELECT DISTINCT schemaname::text FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')",
            connection
        );
        await using var reader = await command.ExecuteReaderAsync(Token);
        var schemas = new List<string>();
        while (await reader.ReadAsync(Token))
        {
            schemas.Add(reader.GetString(0));
        }

        return schemas;
    }
}
