using Archon.Bots.Persistence.Storage;
using Npgsql;

namespace Archon.Bots.Persistence.Postgres.Tests;

public sealed class StoreConnectionTests : IAsyncLifetime
{
    private readonly PostgresRig _rig = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _rig.OpenAsync(Token);

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task A_reader_cannot_write()
    {
        var refused = await Assert.ThrowsAsync<PostgresException>(() =>
            _rig.Reader.ReadAsync(sql => sql.ExecuteAsync($"INSERT INTO meta (key, value) VALUES ('a', '1')"), Token)
        );

        Assert.Equal(PostgresErrorCodes.ReadOnlySqlTransaction, refused.SqlState);
    }

    [Fact]
    public async Task Readers_go_on_after_their_connections_were_cut()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => CountAsync()));
        await TestCluster.TerminateAsync(_rig.Database);

        await Assert.ThrowsAnyAsync<NpgsqlException>(CountAsync);

        var counts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => CountAsync()));
        Assert.Equal([1L, 1L, 1L, 1L], counts);
    }

    [Fact]
    public async Task Queries_of_one_snapshot_see_one_state()
    {
        var (before, after) = await _rig.Reader.SnapshotAsync(
            async sql =>
            {
                var first = await CountAsync(sql);
                await PutAsync("a", "1");
                return (first, await CountAsync(sql));
            },
            Token
        );

        Assert.Equal((1, 1), (before, after));
        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task What_fails_leaves_nothing_behind_and_the_next_goes_on()
    {
        var failing = _rig.Writer.RunAsync(
            async sql =>
            {
                await sql.ExecuteAsync($"INSERT INTO meta (key, value) VALUES ('a', '1')");
                throw new TimeZoneNotFoundException();
            },
            Token
        );

        await Assert.ThrowsAsync<TimeZoneNotFoundException>(() => failing);
        await PutAsync("a", "2");
        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task A_write_waits_for_its_disk_even_where_the_servers_default_does_not()
    {
        await TestCluster.ExecuteAsync($"ALTER DATABASE {_rig.Database} SET synchronous_commit = off");
        await TestCluster.TerminateAsync(_rig.Database);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => PutAsync("a", "1"));

        var setting = await _rig.Writer.RunAsync(sql => sql.FirstAsync($"SHOW synchronous_commit", row => row.Text(0)), Token);

        await TestCluster.ExecuteAsync($"ALTER DATABASE {_rig.Database} RESET synchronous_commit");
        Assert.Equal("on", setting);
    }

    private Task<int> PutAsync(string key, string value) =>
        _rig.Writer.RunAsync(sql => sql.ExecuteAsync($"INSERT INTO meta (key, value) VALUES ({key}, {value})"), Token);

    private Task<long> CountAsync() => _rig.Reader.ReadAsync(CountAsync, Token);

    private static Task<long> CountAsync(SqlSession sql) => sql.FirstAsync($"SELECT COUNT(*) FROM meta", row => row.Long(0));
}
