using Archon.Bots.Core.Health;
using Archon.Bots.Core.Nodes;
using Archon.Bots.Core.Settings;
using Archon.Bots.Persistence.Storage;
using Archon.Bots.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Archon.Bots.Persistence.Sqlite.Tests;

public sealed class DatabaseStartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_first_start_makes_folder_schema_and_identity()
    {
        var path = _folder.PathOf("home/.archon-bots/archon-bots.db");
        await using var services = TestServer.Create(path, TimeProvider.System);

        await TestServer.StartAsync(services, Token);

        Assert.True(File.Exists(path));
        Assert.NotEmpty(services.GetRequiredService<Node>().Identity.DatabaseId);
        Assert.Equal([new HealthPart("database", IsUp: true, "")], services.GetRequiredService<HealthParts>().All);
    }

    [Fact]
    public async Task A_later_start_is_another_run_on_the_same_database_and_migrates_nothing()
    {
        var path = await CopyAsync();
        var first = await RunAsync(path);
        using var logs = new RecordedEvents();

        var second = await RunAsync(path, logs);

        Assert.Equal(first.DatabaseId, second.DatabaseId);
        Assert.NotEqual(first.RunId, second.RunId);
        Assert.DoesNotContain("database.migration_started", logs.Names);
    }

    [Fact]
    public async Task The_model_has_no_change_without_a_migration()
    {
        await using var services = TestServer.Create(_folder.PathOf("unused.db"), TimeProvider.System);
        await using var context = services.GetRequiredService<BotContexts>().Create();

        Assert.False(context.Database.HasPendingModelChanges());
        Assert.Equal(SqliteEngine.Newest, context.Database.GetMigrations().Last());
    }

    [Fact]
    public async Task The_database_opens_before_any_other_hosted_service()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IHostedService>(_ => throw new InvalidOperationException("an earlier registration"));

        services.AddBotPersistence().UseSqlite(await CopyAsync());

        Assert.Equal(typeof(DatabaseStart), services.First(service => service.ServiceType == typeof(IHostedService)).ImplementationType);
    }

    [Fact]
    public async Task A_migration_that_was_killed_half_way_stops_no_later_one()
    {
        var path = _folder.PathOf("archon-bots.db");
        await ExecuteAsync(
            path,
            """
            CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL);
            INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01 00:00:00+00:00');
            """
        );

        var identity = await RunAsync(path);

        Assert.NotEmpty(identity.DatabaseId);
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_left_alone()
    {
        var path = await CopyAsync();
        await ExecuteAsync(path, """INSERT INTO "__EFMigrationsHistory" VALUES ('99990101000000_Later', '99.0.0')""");

        var refused = await Assert.ThrowsAsync<SettingsException>(() => RunAsync(path));

        Assert.Contains("newer version", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_named_with_the_way_out()
    {
        var path = _folder.PathOf("archon-bots.db");
        await File.WriteAllTextAsync(path, string.Concat(Enumerable.Repeat("this is no database at all\n", 200)), Token);

        var refused = await Assert.ThrowsAsync<SettingsException>(() => RunAsync(path));

        AssertOneLine(path, refused);
        Assert.StartsWith("this is no database", await File.ReadAllTextAsync(path, Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_named_with_the_way_out()
    {
        await File.WriteAllTextAsync(_folder.PathOf("file"), "", Token);
        var path = _folder.PathOf("file/archon-bots.db");

        var refused = await Assert.ThrowsAsync<SettingsException>(() => RunAsync(path));

        AssertOneLine(path, refused);
    }

    [Fact]
    public async Task A_path_that_is_a_folder_is_named_with_the_way_out()
    {
        var path = _folder.PathOf("archon-bots.db");
        Directory.CreateDirectory(path);

        var refused = await Assert.ThrowsAsync<SettingsException>(() => RunAsync(path));

        AssertOneLine(path, refused);
    }

    private static void AssertOneLine(string path, SettingsException refused)
    {
        Assert.Contains(path, refused.Message, StringComparison.Ordinal);
        Assert.Contains("ARCHON_HOME", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    private static async Task<NodeIdentity> RunAsync(string path, RecordedEvents? logs = null)
    {
        await using var services = TestServer.Create(path, TimeProvider.System, logs);
        await TestServer.StartAsync(services, Token);
        return services.GetRequiredService<Node>().Identity;
    }

    private static async Task ExecuteAsync(string path, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        await connection.OpenAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Token);
    }

    private async Task<string> CopyAsync()
    {
        var path = _folder.PathOf("archon-bots.db");
        File.Copy(await MigratedDatabase.GetAsync(), path);
        return path;
    }
}
