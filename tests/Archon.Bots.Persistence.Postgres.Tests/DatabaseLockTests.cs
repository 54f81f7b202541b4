using Archon.Bots.Core.Nodes;
using Archon.Bots.Persistence.Storage;
using Archon.Bots.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Archon.Bots.Persistence.Postgres.Tests;

/// <summary>Who holds the lock is alone, and who has lost it writes nothing. That a killed process frees it is tested end to end.</summary>
public sealed class DatabaseLockTests : IAsyncLifetime
{
    private readonly PostgresRig _first = new();
    private readonly RecordedEvents _logs = new();
    private ServiceProvider? _second;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ServiceProvider Second => _second ??= TestServer.Create(TestCluster.Of(_first.Database), TimeProvider.System, _logs);

    public async ValueTask InitializeAsync() => await _first.OpenAsync(Token);

    public async ValueTask DisposeAsync()
    {
        await Second.DisposeAsync();
        await _first.DisposeAsync();
        _logs.Dispose();
    }

    [Fact]
    public async Task A_second_server_waits_until_the_first_has_ended_and_says_so_once()
    {
        var starting = TestServer.StartAsync(Second, Token);
        await _logs.SeenAsync("database.lock_waiting", Token);

        await WriteAsync();
        Assert.False(starting.IsCompleted);
        await _first.DisposeAsync();
        await starting;

        Assert.NotEmpty(Second.GetRequiredService<Node>().Identity.RunId);
        Assert.Single(_logs.Names, "database.lock_waiting");
    }

    [Fact]
    public async Task A_waiting_server_can_be_stopped()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var starting = TestServer.StartAsync(Second, stop.Token);
        await _logs.SeenAsync("database.lock_waiting", Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => starting);
    }

    [Fact]
    public async Task A_waiting_server_outlives_a_restart_of_the_database()
    {
        var starting = TestServer.StartAsync(Second, Token);
        await _logs.SeenAsync("database.lock_waiting", Token);

        await TestCluster.TerminateAsync(_first.Database);
        await starting;

        Assert.NotEmpty(Second.GetRequiredService<Node>().Identity.RunId);
    }

    [Fact]
    public async Task A_server_whose_connections_were_cut_takes_the_lock_again_with_its_next_write()
    {
        await TestCluster.TerminateAsync(_first.Database);

        await Assert.ThrowsAnyAsync<NpgsqlException>(WriteAsync);
        Assert.False(_first.Health.Ready);
        await WriteAsync();

        Assert.True(_first.Health.Ready);
        Assert.Equal(["t"], await LocksAsync());
    }

    [Fact]
    public async Task A_server_that_writes_nothing_takes_the_lock_again_within_a_second()
    {
        await TestCluster.TerminateAsync(_first.Database);

        await AdvanceAsync(async () => (await LocksAsync()).Count == 0);

        Assert.False(_first.Lifetime.ApplicationStopping.IsCancellationRequested);
        Assert.Equal(["t"], await LocksAsync());
    }

    [Fact]
    public async Task A_server_that_lost_the_database_to_another_writes_nothing_more_and_ends()
    {
        await TestCluster.TerminateAsync(_first.Database);
        await TestServer.StartAsync(Second, Token);

        await Assert.ThrowsAnyAsync<NpgsqlException>(WriteAsync);
        await Assert.ThrowsAsync<DatabaseTakenException>(WriteAsync);
        await AdvanceAsync(() => Task.FromResult(!_first.Lifetime.ApplicationStopping.IsCancellationRequested));

        Assert.Contains("database.lock_lost", _first.Logs.Names);
        Assert.Equal(1, Environment.ExitCode);
        Environment.ExitCode = 0;
    }

    [Fact]
    public async Task A_server_that_lost_the_database_stays_out_when_the_other_has_ended()
    {
        await TestCluster.TerminateAsync(_first.Database);
        await TestServer.StartAsync(Second, Token);
        await Second.DisposeAsync();

        await Assert.ThrowsAnyAsync<NpgsqlException>(WriteAsync);

        await Assert.ThrowsAsync<DatabaseTakenException>(WriteAsync);
    }

    [Fact]
    public async Task A_statement_that_breaks_a_rule_costs_neither_connection_nor_lock()
    {
        var before = await HolderAsync();

        await Assert.ThrowsAsync<PostgresException>(() =>
            _first.Writer.RunAsync(sql => sql.ExecuteAsync($"INSERT INTO meta (key, value) VALUES ('database_id', 'twice')"), Token)
        );

        Assert.True(_first.Health.Ready);
        Assert.Equal(before, await HolderAsync());
    }

    private Task WriteAsync() =>
        _first.Writer.RunAsync(sql => sql.ExecuteAsync($"UPDATE meta SET value = value WHERE key = 'database_id'"), Token);

    private Task<IReadOnlyList<string>> LocksAsync() =>
        _first.QueryAsync(
            "SELECT CASE WHEN granted THEN 't' ELSE 'f' END FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            Token
        );

    private async Task<string> HolderAsync() =>
        Assert.Single(
            await _first.QueryAsync(
                "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
                Token
            )
        );

    /// <summary>Moves the first server's time for as long as something is so; a query of it may meet a cut connection.</summary>
    private async Task AdvanceAsync(Func<Task<bool>> isSo)
    {
        while (await IsSoAsync())
        {
            Token.ThrowIfCancellationRequested();
            _first.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        async Task<bool> IsSoAsync()
        {
            try
            {
                return await isSo();
            }
            catch (NpgsqlException)
            {
                return true;
            }
        }
    }
}
