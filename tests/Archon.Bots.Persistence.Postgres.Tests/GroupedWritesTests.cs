using Archon.Bots.Persistence.Storage;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Archon.Bots.Persistence.Postgres.Tests;

/// <summary>What waits while the writer is busy is written as one; here a failed statement spoils its transaction up to the savepoint.</summary>
public sealed class GroupedWritesTests
{
    private readonly TaskCompletionSource _goOn = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_fails_fails_alone()
    {
        await using var rig = new PostgresRig();
        await rig.OpenAsync(Token);
        await HoldAsync(rig.Writer);
        var before = PutAsync(rig.Writer, "a");
        var refused = PutAsync(rig.Writer, "a");
        var failing = rig.Writer.RunAsync(
            async sql =>
            {
                await sql.ExecuteAsync($"INSERT INTO meta (key, value) VALUES ('b', '1')");
                throw new TimeZoneNotFoundException();
            },
            Token
        );
        var after = PutAsync(rig.Writer, "c");

        _goOn.SetResult();

        await Assert.ThrowsAsync<PostgresException>(() => refused);
        await Assert.ThrowsAsync<TimeZoneNotFoundException>(() => failing);
        await Task.WhenAll(before, after);
        Assert.Equal(["a", "c"], await rig.QueryAsync("SELECT key FROM meta WHERE key <> 'database_id' ORDER BY key", Token));
    }

    [Fact]
    public async Task A_statement_that_was_to_come_later_fails_its_own_operation_alone()
    {
        await using var rig = new PostgresRig();
        await rig.OpenAsync(Token);
        await HoldAsync(rig.Writer);
        var before = PutLaterAsync(rig.Writer, "a");
        var refused = PutLaterAsync(rig.Writer, "a");
        var failing = rig.Writer.RunAsync(
            async sql =>
            {
                await sql.LaterAsync($"INSERT INTO meta (key, value) VALUES ('b', '1')");
                throw new TimeZoneNotFoundException();
            },
            Token
        );
        var after = PutLaterAsync(rig.Writer, "c");

        _goOn.SetResult();

        await Assert.ThrowsAsync<PostgresException>(() => refused);
        await Assert.ThrowsAsync<TimeZoneNotFoundException>(() => failing);
        await Task.WhenAll(before, after);
        Assert.Equal(["a", "c"], await rig.QueryAsync("SELECT key FROM meta WHERE key <> 'database_id' ORDER BY key", Token));
    }

    [Fact]
    public async Task What_was_to_come_later_is_there_for_the_next_question()
    {
        await using var rig = new PostgresRig();
        await rig.OpenAsync(Token);

        var read = await rig.Writer.RunAsync(
            async sql =>
            {
                await sql.LaterAsync($"INSERT INTO meta (key, value) VALUES ('a', 'v')");
                return await sql.FirstAsync($"SELECT value FROM meta WHERE key = 'a'", row => row.Text(0));
            },
            Token
        );

        Assert.Equal("v", read);
    }

    [Fact]
    public async Task A_cut_connection_fails_all_of_them_and_the_next_goes_on()
    {
        await using var rig = new PostgresRig();
        await rig.OpenAsync(Token);
        await HoldAsync(rig.Writer);
        var before = PutAsync(rig.Writer, "a");
        var cut = rig.Writer.RunAsync(_ => TestCluster.TerminateAsync(rig.Database), Token);
        var after = PutAsync(rig.Writer, "b");

        _goOn.SetResult();

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => before);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => cut);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => after);
        await PutAsync(rig.Writer, "c");
        Assert.Equal(["c"], await rig.QueryAsync("SELECT key FROM meta WHERE key <> 'database_id' ORDER BY key", Token));
    }

    [Fact]
    public async Task A_commit_whose_answer_was_lost_fails_all_of_them_and_repeats_none()
    {
        var database = await TestCluster.RentAsync();
        await using var wire = new CutConnection(new NpgsqlConnectionStringBuilder(TestCluster.ConnectionString));
        await using var services = TestServer.Create(wire.Through(TestCluster.Of(database)), TimeProvider.System);
        await TestServer.StartAsync(services, Token);
        var writer = services.GetRequiredService<StoreWriter>();
        await writer.RunAsync(sql => sql.ExecuteAsync($"INSERT INTO meta (key, value) VALUES ('count', '0')"), Token);
        await HoldAsync(writer);
        var writes = Enumerable.Range(0, 2).Select(_ => AddAsync(writer)).ToArray();
        wire.Cut("COMMIT");

        _goOn.SetResult();

        foreach (var write in writes)
        {
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => write);
        }

        var stored = await writer.RunAsync(sql => sql.FirstAsync($"SELECT value FROM meta WHERE key = 'count'", row => row.Text(0)), Token);
        Assert.Equal("0++", stored);
        TestCluster.Return(database);
    }

    /// <summary>Keeps the writer busy until it may go on; it leaves the transaction to those who wait.</summary>
    private async Task HoldAsync(StoreWriter writer)
    {
        var entered = new TaskCompletionSource();
        _ = writer.RunAsync(
            async _ =>
            {
                entered.SetResult();
                await _goOn.Task;
                throw new TimeZoneNotFoundException();
            },
            Token
        );
        await entered.Task;
    }

    private static Task<int> AddAsync(StoreWriter writer) =>
        writer.RunAsync(sql => sql.ExecuteAsync($"UPDATE meta SET value = value || '+' WHERE key = 'count'"), Token);

    private static Task PutLaterAsync(StoreWriter writer, string key) =>
        writer.RunAsync(sql => sql.LaterAsync($"INSERT INTO meta (key, value) VALUES ({key}, 'v')"), Token);

    private static Task<int> PutAsync(StoreWriter writer, string key) =>
        writer.RunAsync(sql => sql.ExecuteAsync($"INSERT INTO meta (key, value) VALUES ({key}, 'v')"), Token);
}
